// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// Runs the programs that read pictures: through pipes, or files without a name, with limits of time, memory and output.
enum Converter {
  /// The memory that a program may have, in KiB. Where the system knows no such limit (macOS), its output and its time are what is limited.
  static let memoryKiB = 2_000_000

  /// The whole path of a program.
  static func path(_ program: String, _ searchPath: String?) throws(ImageFailure) -> String {
    guard let path = Filter.path(of: program, in: searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? "")
    else {
      throw .converterMissing(program)
    }
    return path
  }

  /// What dcmtk says where it fills up pixels that are not there, and ends as if all were well.
  private static let filledUp = ["insufficient data", "input data is too short", "not enough data, filling"]

  /// Ends with 65 (`EX_DATAERR` of sysexits.h) where a program that ended well has said one of these words.
  private static let watched =
    "exec 3>&1; words=$(\"$0\" \"$@\" 2>&1 1>&3 3>&-); status=$?; printf '%s' \"$words\" >&2; [ $status -eq 0 ] || exit $status; "
    + "case $words in \(filledUp.map { "*\"\($0)\"*" }.joined(separator: "|"))) exit 65;; esac"

  /// What a program prints.
  ///
  /// - Parameter isWatched: whether words of pixels that it has filled up are an error.
  static func run(
    _ program: String, _ arguments: [String], input: [UInt8], seconds: Int, limit: Int, isWatched: Bool = false
  ) throws(ImageFailure) -> [UInt8] {
    try run(
      isWatched ? watched : "exec \"$0\" \"$@\"", program, arguments, input: input, seconds: seconds, limit: limit)
  }

  /// Two files for a program that goes back and forth in them: both lose their names before a byte of the picture is in them, so that the system removes them however
  /// the program ends.
  private static let unnamed =
    "umask 077; folder=$(mktemp -d) || exit 73; : >\"$folder/i\"; exec 3>\"$folder/i\" 6<\"$folder/i\" 4>\"$folder/o\" 5<\"$folder/o\"; "
    + "rm -r \"$folder\"; cat >&3; exec 3>&-; \"$0\" \"$@\" /dev/fd/6 /dev/fd/4 >&2 || exit 65; exec cat <&5"

  /// What a program writes that takes the names of two files, the one it reads and the one it writes, as its last arguments.
  static func runOnFiles(
    _ program: String, _ arguments: [String], input: [UInt8], seconds: Int, limit: Int
  ) throws(ImageFailure) -> [UInt8] {
    // In blocks of 512 bytes, as POSIX has it; where a shell counts by 1024 it is twice as much. What is read has to find room too.
    let blocks = max(limit, input.count) / 512 + 1
    return try run(
      "ulimit -f \(blocks); \(unnamed)", program, arguments, input: input, seconds: seconds, limit: limit)
  }

  private static func run(
    _ way: String, _ program: String, _ arguments: [String], input: [UInt8], seconds: Int, limit: Int
  ) throws(ImageFailure) -> [UInt8] {
    do {
      return try Filter.run(
        "/bin/sh", ["-c", "ulimit -v \(memoryKiB) 2>/dev/null; \(way)", program] + arguments, input: input,
        seconds: seconds, limit: limit)
    } catch {
      let name = program.split(separator: "/").last.map(String.init) ?? program
      switch error {
      case .system(let reason): throw .refused("\(name): \(reason)")
      case .timeLimit(let seconds): throw .refused("\(name) took longer than \(seconds) s and was ended")
      case .sizeLimit: throw .refused("\(name) printed more than the header says, and was ended")
      case .status(let status, let message):
        // A program names the file that it reads, which here is its standard input; what a picture says of itself goes no further.
        let words = message.split(whereSeparator: \.isNewline).last.map { String($0).trimmed } ?? ""
        let plain = String(
          words.unicodeScalars.prefix(200).filter { (0x20..<0x7F).contains($0.value) }.map(Character.init))
        throw .unreadable(
          "it is damaged, or its end is missing (\(name), status \(status)\(plain.isEmpty ? "" : ": \(plain)"))")
      }
    }
  }
}
