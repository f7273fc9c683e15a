// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Course
import Foundation
import Imaging
import Plain
import Report

/// `verlauf images uptake FILE --centre 120,88 --radius 20`
struct UptakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uptake",
    abstract: "Standardised uptake in a sphere of a PET series: SUVmax, SUVpeak and SULpeak, or why not.",
    discussion: """
      The series is that of FILE, with its other slices in the same folder. Peaks are the greatest mean of a sphere of 1 cm³ whose middle is that of a voxel in the region; SULpeak is by lean body mass after Janmahasatian et al. 2005.
      No conformity assessment was made, and these numbers must not decide a treatment. Documentation/Images.md says what they are computed of.
      """)

  @Argument(help: "A slice of PET: a DICOM file.", completion: .file())
  var file: String
  @Option(
    help: ArgumentHelp(
      "The middle of the sphere in FILE: column and row from 0, as marks have them.", valueName: "x,y"))
  var centre: String
  @Option(NumberRange(1...60), help: "The radius of the sphere, in mm.")
  var radius: Int = 15
  @OptionGroup var format: FormatOption

  private var middle: ImagePoint? {
    let parts = centre.split(separator: ",", omittingEmptySubsequences: false).map {
      WholeNumber.parse(String($0).trimmed)
    }
    guard parts.count == 2, let x = parts[0], let y = parts[1], x >= 0, y >= 0 else { return nil }
    return ImagePoint(x: x, y: y)
  }

  func validate() throws {
    if middle == nil { throw ValidationError("--centre \(centre): expected column and row in pixels from 0: `120,88`") }
  }

  func run() throws {
    let rows: [[String]]
    do throws(ImageFailure) { rows = try measured() } catch {
      Terminal.tell("error: \(file): \(error)")
      throw ExitCode(2)
    }
    format.show([
      Table(
        name: "uptake", title: "Standardised uptake within \(radius) mm of \(centre)",
        columns: ["Quantity", "g/ml", "Of", "Why not"].map { Table.Column($0) },
        rows: rows.map { $0.map { .words($0) } })
    ])
    Terminal.tell(
      "These numbers were computed of the header, without conformity assessment; they must not decide a treatment.")
  }

  private func measured() throws(ImageFailure) -> [[String]] {
    let bytes: [UInt8]
    do throws(FileRefusal) { bytes = try RegularFile.beginning(of: file, count: SeriesFolder.headerBytes) } catch {
      throw .unreadable("\(error)")
    }
    let reader = ImageReader()
    guard ImageFormat(bytes) == .dicom else { throw .unknownFormat }
    let header = try reader.petHeader(bytes)
    let folder = try PETFolder(beside: file, header)
    let scale: StandardisedUptake
    do throws(UptakeNotDetermined) { scale = try StandardisedUptake(header, span: folder.span) } catch {
      throw .uptake(error)
    }
    guard let place = header.geometry, let middle else {
      throw .refused("it does not say where it lies (0020,0032, 0020,0037, 0028,0030)")
    }
    let centre = place.middle(column: middle.x, row: middle.y)
    let reach = Double(radius) + UptakeRegion.peakRadius + (place.thickness ?? 5)
    var slices: [PETSlice] = []
    for slice in folder.slices {
      guard let own = slice.header.geometry, abs(own.distance(of: centre)) <= reach else { continue }
      try check(slice.header, folder.span, scale)
      guard let bytes = try? RegularFile.read(slice.path, limit: ImageLimits.bytes) else {
        throw .unreadable("a slice of its series cannot be read")
      }
      slices.append(try reader.petSlice(bytes))
    }
    let region = try UptakeRegion(slices, centre: centre, radius: Double(radius))
    func words(_ value: Double) -> String { String(format: "%.2f", value) }
    let noPeak = region.noPeak.map { "not determined: \($0)" } ?? ""
    var rows = [
      ["SUVmax", words(region.maximum * scale.factor), "\(region.voxels) voxels; \(scale.way)", ""],
      ["SUVpeak", region.peak.map { words($0 * scale.factor) } ?? "–", "1 cm³; \(scale.way)", noPeak],
    ]
    do throws(UptakeNotDetermined) {
      let lean = try StandardisedUptake.lean(header, span: folder.span)
      rows.append([
        "SULpeak", region.peak.map { words($0 * lean) } ?? "–", "1 cm³; lean body mass after Janmahasatian et al. 2005",
        noPeak,
      ])
    } catch { rows.append(["SULpeak", "–", "1 cm³", "\(error)"]) }
    return rows
  }

  /// Refuses a slice whose header gives another uptake than that of the file: they would be mixed.
  private func check(
    _ header: PETHeader, _ span: PETSeriesSpan, _ scale: StandardisedUptake
  ) throws(ImageFailure) {
    let own: StandardisedUptake
    do throws(UptakeNotDetermined) { own = try StandardisedUptake(header, span: span) } catch { throw .uptake(error) }
    guard abs(own.factor / scale.factor - 1) < 1e-6 else {
      throw .refused("the headers of its slices give different uptakes for one value: of several scans")
    }
  }
}
