// SPDX-License-Identifier: Apache-2.0

extension Study {
  /// Rows of tables that are of no patient, and were kept as they stand.
  public var unreadRows: [Remark] { remarks.filter { $0.topic == UnreadCells.rowTopic } }
}
