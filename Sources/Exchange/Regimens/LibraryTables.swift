// SPDX-License-Identifier: Apache-2.0

import Dosing
import Notation

/// The keys of the files of a regimen library: one file, one drug, regimen, rule set or band table.
enum LibraryTables {
  /// Every table of the library, in the order of the documentation.
  static let all: [KeyTable] = [
    Drug.notation.table, Drug.SubstanceForm.notation.table, Drug.UsualDoses.notation.table,
    Drug.CumulativeLimit.notation.table,
    Drug.CumulativeRisk.notation.table, Drug.Equivalent.notation.table, Drug.Strength.notation.table,
    Drug.Concentration.notation.table, Drug.Class.notation.table, Drug.WeightDose.notation.table,
    Drug.Ratio.notation.table, Drug.Way.notation.table, Regimen.notation.table, Regimen.Component.notation.table,
    Regimen.Accompaniment.notation.table, Regimen.Variant.notation.table, RuleSet.notation.table,
    RuleSet.Row.notation.table, RuleSet.Event.notation.table, DoseBandTable.notation.table,
    DoseBandTable.Band.notation.table, LibrarySource.notation.table,
  ]
}
