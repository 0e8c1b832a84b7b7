namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>Groups of a report by their keys, in a stable order: texts by ordinal, unknown last.</summary>
internal static class Groups
{
    /// <summary>Without a breakdown there is exactly one group, also when nothing was counted.</summary>
    public static IEnumerable<(IReadOnlyDictionary<string, string?> Key, T[] Rows)> Of<T>(Scope scope, IReadOnlyList<T> rows, Func<T, IReadOnlyList<string?>> keyOf)
    {
        if (scope.Keys.Count == 0) return [(new Dictionary<string, string?>(), rows.ToArray())];
        return rows.GroupBy(keyOf, SameKey.Comparer).OrderBy(group => group.Key, SameKey.Comparer)
            .Select(group => ((IReadOnlyDictionary<string, string?>)scope.Keys.Zip(group.Key).ToDictionary(pair => pair.First, pair => pair.Second), group.ToArray()));
    }

    private sealed class SameKey : IEqualityComparer<IReadOnlyList<string?>>, IComparer<IReadOnlyList<string?>>
    {
        public static readonly SameKey Comparer = new();

        public bool Equals(IReadOnlyList<string?>? x, IReadOnlyList<string?>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IReadOnlyList<string?> key) => key.Aggregate(17, HashCode.Combine);

        public int Compare(IReadOnlyList<string?>? x, IReadOnlyList<string?>? y) => x!.Zip(y!, Compare).FirstOrDefault(order => order != 0);

        private static int Compare(string? x, string? y) => (x, y) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => string.CompareOrdinal(x, y),
        };
    }
}
