// SPDX-License-Identifier: Apache-2.0

public import Course
public import Dosing
import Plain

/// The order in which the drugs of a combination are named, one in all tables and figures of a study.
///
/// A combination is a set of drugs, whatever they are called. It is named in the order in which the study writes it most often, of
/// equally frequent ones in the first by name.
public struct TreatmentNames: Sendable {
  private let orders: [Set<String>: [String]]
  /// How what the library does not know is written most often.
  private let spellings: [String: String]
  private let library: RegimenLibrary

  /// Names as they are written.
  init() {
    orders = [:]
    spellings = [:]
    library = RegimenLibrary()
  }

  /// The names of the treatments of a study.
  public init(_ study: Study, library: RegimenLibrary) {
    var treatments: [[String]: Int] = [:]
    for patient in study.patients {
      for (_, therapy) in patient.therapies { treatments[therapy.drugs, default: 0] += 1 }
    }
    self.init(treatments, library: library)
  }

  /// The names of treatments, each with how often the study writes it.
  init(_ treatments: [[String]: Int], library: RegimenLibrary) {
    var counts: [Set<String>: [[String]: Int]] = [:]
    var written: [String: [[String]: Int]] = [:]
    for (drugs, count) in treatments {
      let order = Self.keys(drugs, library)
      counts[Set(order), default: [:]][order, default: 0] += count
      for drug in drugs where library.generic(drug) == nil {
        written[drug.nameKey, default: [:]][[drug], default: 0] += count
      }
    }
    orders = counts.compactMapValues(Self.mostFrequent)
    spellings = written.compactMapValues { Self.mostFrequent($0)?.first }
    self.library = library
  }

  private static func mostFrequent(_ counts: [[String]: Int]) -> [String]? {
    counts.min { one, other in
      one.value == other.value
        ? NaturalOrder.precedes(one.key.joined(separator: " + "), other.key.joined(separator: " + "))
        : one.value > other.value
    }?.key
  }

  /// What a drug is, whatever it is called: its generic name, else its name without its capitals.
  private static func keys(_ drugs: [String], _ library: RegimenLibrary) -> [String] {
    var seen: Set<String> = []
    return drugs.map { library.generic($0) ?? $0.nameKey }.filter { seen.insert($0).inserted }
  }

  /// Drugs as they are written, in the order of the study.
  public func ordered(_ drugs: [String]) -> [String] {
    guard drugs.count > 1, !orders.isEmpty else { return drugs }
    let keys = Self.keys(drugs, library)
    let order = orders[Set(keys)] ?? keys
    let places = drugs.enumerated().map { index, drug in
      (
        place: order.firstIndex(of: library.generic(drug) ?? drug.nameKey) ?? order.count, index: index,
        drug: drug
      )
    }
    return places.sorted { ($0.place, $0.index) < ($1.place, $1.index) }.map(\.drug)
  }

  /// `gemcitabine + docetaxel`: the drugs as they are written, in the order of the study.
  public func name(_ drugs: [String]) -> String { ordered(drugs).joined(separator: " + ") }

  /// The generic names of drugs in the order of the study, the same for all who had this treatment. What has none is called as the study
  /// writes it most often.
  public func generic(_ drugs: [String]) -> [String] {
    let keys = Self.keys(drugs, library)
    return (orders[Set(keys)] ?? keys).map { spellings[$0] ?? $0 }
  }
}
