// SPDX-License-Identifier: Apache-2.0

import Course
import Imaging
import Plain

/// The series of a folder of DICOM files, by their headers.
struct SeriesFolder {
  /// One series.
  struct Series {
    /// The path of its first file, below the folder.
    var firstFile: String
    var files: Int
    var header: DICOMHeader
    /// Of PET the header that uptake is computed of, and the acquisitions of all its slices.
    var pet: (header: PETHeader, span: PETSeriesSpan)?

    /// What a person should know before a picture of it is kept.
    func remarks(of patient: Patient.ID, among patients: [Patient.ID]) -> [String] {
      var remarks: [String] = []
      let named = header.named(among: patients).map(\.patient)
      remarks += named.filter { $0 != patient }.map { "its header names patient \($0)" }
      // The number of a hospital is no pseudonym: that it is unknown says nothing.
      if named.isEmpty, header.namesAnybody {
        remarks.append("whose it is cannot be told: what its header names is no patient of the study")
      }
      remarks += ImageDoubt.ofKind(header).map(\.description)
      if header.mayShowFace { remarks.append("may show a face") }
      if let pet {
        do throws(UptakeNotDetermined) {
          remarks.append(
            "SUV by body weight can be computed: \(try StandardisedUptake(pet.header, span: pet.span).way)")
        } catch { remarks.append("SUV \(error)") }
      }
      if header.frames > 1 { remarks.append("\(header.frames) frames") }
      return remarks
    }
  }

  private(set) var series: [Series] = []
  /// How many files there are.
  private(set) var files = 0
  /// How many of them have no pixels, or are no DICOM files.
  private(set) var others = 0
  /// Why the folder could not be read.
  private(set) var problem: String?

  /// At most so many files are looked at.
  static let fileLimit = 20_000
  /// Headers are looked for in so many bytes of a file.
  static let headerBytes = 262_144

  init(_ folder: String) throws(ImageFailure) {
    let reader = ImageReader()
    var places: [String: Int] = [:]
    for path in paths(folder, below: "", depth: 8) {
      files += 1
      guard let bytes = try? RegularFile.beginning(of: "\(folder)/\(path)", count: Self.headerBytes),
        ImageFormat(bytes) == .dicom
      else {
        others += 1
        continue
      }
      let header: DICOMHeader
      do throws(ImageFailure) { header = try reader.header(bytes) } catch {
        // Without its program no file can be read; a damaged file is one among others.
        if case .converterMissing = error { throw error }
        others += 1
        continue
      }
      guard header.columns != nil, header.rows != nil else {
        others += 1
        continue
      }
      // A file without the identifier of its series is one of its own.
      let key = header.series ?? path
      if let place = places[key] {
        series[place].files += 1
      } else {
        places[key] = series.count
        series.append(Series(firstFile: path, files: 1, header: header))
      }
      if header.modality == "PT", let place = places[key], let own = try? reader.petHeader(bytes) {
        series[place].pet = series[place].pet ?? (own, PETSeriesSpan())
        series[place].pet?.span.add(own)
      }
    }
  }

  private mutating func paths(_ folder: String, below: String, depth: Int) -> [String] {
    var found: [String] = []
    let entries: [FolderListing.Entry]
    do throws(FileRefusal) {
      entries = try FolderListing.entries(below.isEmpty ? folder : "\(folder)/\(below)", limit: Self.fileLimit)
    } catch {
      if problem == nil { problem = "\(below.isEmpty ? folder : below): \(error)" }
      return []
    }
    for entry in entries {
      let path = below.isEmpty ? entry.name : "\(below)/\(entry.name)"
      switch entry.kind {
      case .file: found.append(path)
      case .folder where depth > 1: found += paths(folder, below: path, depth: depth - 1)
      case .folder, .linkToFolder, .link, .other: break
      }
      if found.count > Self.fileLimit {
        problem = "\(folder): more than \(Self.fileLimit) files; name a folder below it"
        return []
      }
    }
    return found
  }
}
