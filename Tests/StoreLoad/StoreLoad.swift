// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Store

/// A writer for tests that kill it: `StoreLoad FILE NAME PATIENT` changes the note of one entry for ever, and prints the number of each save that was acknowledged.
@main
enum StoreLoad {
  static func main() async {
    // A file beyond the limit of the shell is an error of write, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    let arguments = CommandLine.arguments
    guard arguments.count >= 4 else { exit(2) }
    let (path, name, patient) = (arguments[1], arguments[2], arguments[3])
    do {
      let store = try Store.open(path)
      for number in 1... {
        guard let entry = try await store.parts(of: patient).first(where: { $0.part.kind == .entry }) else { exit(2) }
        let text = "- event: changed\n  note: \(name) \(number) \(String(repeating: "x", count: number * 37 % 900))\n"
        _ = try await store.save(
          [.replace(entry.id, base: entry.revision, text: text)], by: name, why: "\(name) \(number)")
        say("\(number)\n")
      }
    } catch {
      say("error: \(error)\n")
      exit(1)
    }
  }

  /// Straight to the pipe: what was said was acknowledged, whenever the process dies.
  private static func say(_ line: String) {
    var line = line
    line.withUTF8 { _ = write(1, $0.baseAddress, $0.count) }
  }
}
