// SPDX-License-Identifier: Apache-2.0

internal import CPlain

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Another program that reads bytes and prints bytes: run with a time limit and a size limit, and without any file, so that nothing is left
/// behind whatever happens.
///
/// Written on `posix_spawn`, since Foundation's `Process` and swift-subprocess 1.0.2 both trap where no file descriptor is left (`ulimit -n 12`).
public enum Filter {
  /// Why there are no bytes.
  public enum Failure: Error, Hashable, Sendable {
    /// It could not be run, or not be read from.
    case system(SystemError)
    /// It took longer than so many seconds, and was ended.
    case timeLimit(seconds: Int)
    /// It printed more than so many bytes, and was ended.
    case sizeLimit(bytes: Int)
    /// It ended with a status that is not 0, and these words on standard error.
    case status(Int32, message: String)
  }

  /// The whole path of a program in the folders of a search path; nil where it is in none.
  public static func path(of program: String, in searchPath: String) -> String? {
    searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }

  /// What a program prints for an input.
  ///
  /// - Parameters:
  ///   - program: its whole path.
  ///   - arguments: without its name.
  ///   - input: its standard input.
  ///   - seconds: the time it has.
  ///   - limit: the most bytes that are taken.
  public static func run(
    _ program: String, _ arguments: [String], input: [UInt8], seconds: Int, limit: Int
  ) throws(Failure) -> [UInt8] {
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var result = input.withUnsafeBufferPointer {
      verlauf_run(program, words, $0.baseAddress, $0.count, limit, Int32(clamping: seconds * 1000))
    }
    defer { verlauf_free_run(&result) }
    switch result.error {
    case 0: break
    case ETIMEDOUT: throw .timeLimit(seconds: seconds)
    case EFBIG: throw .sizeLimit(bytes: limit)
    default: throw .system(SystemError(result.error))
    }
    guard result.status == 0 else {
      let message = withUnsafeBytes(of: &result.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw .status(result.status, message: message)
    }
    return Array(UnsafeBufferPointer(start: result.output, count: result.output_count))
  }
}
