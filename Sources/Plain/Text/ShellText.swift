// SPDX-License-Identifier: Apache-2.0

/// Text for a command line that a person will copy: no name in it may become a command of its own.
public enum ShellText {
  /// A word as a shell of POSIX (Shell & Utilities, 2.2) takes it literally: quoted where it holds more than plain marks, and with `./` before it where it would be taken
  /// for an option.
  public static func word(_ text: String) -> String {
    let word = text.hasPrefix("-") ? "./" + text : text
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
          || "_./-+:,@%".utf8.contains(byte)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
