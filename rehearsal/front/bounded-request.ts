import { IncomingMessage } from "node:http";

/**
 * A request that tells when its body grows beyond a limit. Services read their requests themselves, so the front cannot
 * count by reading; it counts what the HTTP parser hands in, which also covers bodies without a Content-Length.
 */
export class BoundedRequest extends IncomingMessage {
  #received = 0;
  #limit: { readonly bytes: number; readonly exceeded: () => void } | undefined;

  /** Calls `exceeded` once when more than `bytes` of the body have arrived; what is beyond is dropped. */
  limitBody(bytes: number, exceeded: () => void): void {
    this.#limit = { bytes, exceeded };
  }

  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    if (Buffer.isBuffer(chunk)) {
      this.#received += chunk.length;
      if (this.#limit !== undefined && this.#received > this.#limit.bytes) {
        const { exceeded } = this.#limit;
        this.#limit = { bytes: Infinity, exceeded };
        this.#received = 0;
        exceeded();
      }
    }
    return super.push(chunk, encoding);
  }
}
