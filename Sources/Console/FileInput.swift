// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
import Plain

/// How commands read a file that they are given.
package enum FileInput {
  /// The bytes of a file. What is wrong with it is told, and the command ends with 2.
  ///
  /// - Parameter advice: what helps, behind a semicolon.
  package static func bytes(of path: String, limit: Int, advice: String = "") throws -> [UInt8] {
    do throws(FileRefusal) { return try RegularFile.read(path, limit: limit) } catch {
      Terminal.tell("error: \(path): \(error)\(advice)")
      throw ExitCode(2)
    }
  }
}
