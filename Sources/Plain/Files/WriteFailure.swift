// SPDX-License-Identifier: Apache-2.0

/// Why nothing was written.
public enum WriteFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The target is not one to write to; nothing was tried. In a sentence.
  case refused(String)
  /// The system failed; what was there is as it was. In a sentence.
  case failed(String, SystemError)
  /// An interrupt came; what was there is as it was.
  case interrupted

  /// In a sentence.
  public var description: String {
    switch self {
    case .refused(let words): words
    case .failed(let words, let error): "\(words): \(error)"
    case .interrupted: "interrupted; nothing was written"
    }
  }
}
