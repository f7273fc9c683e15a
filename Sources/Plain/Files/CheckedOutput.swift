// SPDX-License-Identifier: Apache-2.0

/// Writing until everything is written or an error is seen.
public enum CheckedOutput {
  /// Writes all bytes, again and again where the system takes a part or is interrupted.
  public static func write(_ bytes: ArraySlice<UInt8>, to file: Int32, _ calls: some StreamCalls) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      do throws(SystemError) {
        let count = try calls.write(rest, to: file)
        // Nothing taken and no error: to try for ever would hang.
        if count <= 0 { throw SystemError.inputOutput }
        rest = rest.dropFirst(count)
      } catch {
        if error == .interrupted { continue }
        throw error
      }
    }
  }
}
