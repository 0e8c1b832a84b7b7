namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>How many cycles of a group have the same path. Every count of a funnel is a sum over these.</summary>
/// <param name="Key">The group's key values, in the order of <see cref="Scope.Keys"/>.</param>
/// <param name="Path">Bit s is set when stage s is stamped.</param>
/// <param name="InOrder">How many stages from Captured on are stamped without a gap and in time order.</param>
/// <param name="EndInOrder">The end's stamp is not before any other.</param>
/// <param name="Reentered">Cycles 2 and later.</param>
internal sealed record PathCount(IReadOnlyList<string?> Key, int Path, int InOrder, bool EndInOrder, bool Reentered, long Cycles)
{
    public bool Has(Stage stage) => (Path & (1 << (int)stage)) != 0;

    /// <summary>The stamped stages in rank order.</summary>
    public IEnumerable<Stage> Stamped => Stages.All.Where(Has);

    /// <summary>The stage the cycles are in.</summary>
    public Stage Stage => Stamped.Last();

    /// <summary>Every earlier stage is stamped too, in time order. Leaving the line (Lost, Recycled) skips nothing it had not yet reached.</summary>
    public bool Strictly(Stage stage) => stage <= Stage.Won
        ? InOrder > (int)stage
        : Has(stage) && EndInOrder && InOrder == Stages.Line.Count(Has);

    /// <summary>A later stage of the line is stamped although this one is not.</summary>
    public bool Inferred(Stage stage) => !Has(stage) && Stages.Line.Any(later => later > stage && Has(later));
}
