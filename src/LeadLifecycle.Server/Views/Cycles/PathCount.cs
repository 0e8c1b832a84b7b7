namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>How many cycles of a group have the same path. Every count of a funnel is a sum over these.</summary>
/// <param name="Key">The group's key values, in the order of <see cref="Scope.Keys"/>.</param>
internal sealed record PathCount(IReadOnlyList<string?> Key, CyclePath Path, long Cycles);
