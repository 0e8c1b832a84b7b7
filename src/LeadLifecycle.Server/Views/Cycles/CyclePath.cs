namespace LeadLifecycle.Server.Views.Cycles;

/// <summary>Which stages a cycle was stamped in, and how far in time order: all that a funnel asks of it.</summary>
/// <param name="Stages">Bit s is set when stage s is stamped.</param>
/// <param name="InOrder">How many stages from Captured on are stamped without a gap and in time order.</param>
/// <param name="EndInOrder">The end's stamp is not before any other.</param>
/// <param name="Reentered">Cycles 2 and later.</param>
internal readonly record struct CyclePath(int Stages, int InOrder, bool EndInOrder, bool Reentered)
{
    /// <summary>The stamped stages in rank order.</summary>
    public IEnumerable<Stage> Stamped => LeadLifecycle.Stages.All.Where(Has);

    /// <summary>The stage the cycle is in.</summary>
    public Stage Stage => Stamped.Last();

    /// <summary>Of a row as it is known now; <see cref="CycleReports"/> has the database say the same of rows as they were.</summary>
    public static CyclePath Of(CycleRow row)
    {
        DateTimeOffset?[] stamps = [row.CapturedAt, row.EngagedAt, row.QualifiedAt, row.AcceptedAt, row.SalesQualifiedAt, row.WonAt, row.LostAt, row.RecycledAt];
        var stages = 0;
        for (var rank = 0; rank < stamps.Length; rank++) stages |= stamps[rank] is null ? 0 : 1 << rank;
        var inOrder = stamps[0] is null ? 0 : 1;
        while (inOrder > 0 && inOrder <= (int)Stage.Won && stamps[inOrder] >= stamps[inOrder - 1]) inOrder++;
        var end = row.LostAt ?? row.RecycledAt ?? row.WonAt;
        return new CyclePath(stages, inOrder, end >= stamps[..(int)Stage.Won].Max(), row.Cycle > 1);
    }

    public bool Has(Stage stage) => (Stages & (1 << (int)stage)) != 0;

    /// <summary>Every earlier stage is stamped too, in time order. Leaving the line (Lost, Recycled) skips nothing it had not yet reached.</summary>
    public bool Strictly(Stage stage) => stage <= Stage.Won
        ? InOrder > (int)stage
        : Has(stage) && EndInOrder && InOrder == LeadLifecycle.Stages.Line.Count(Has);

    /// <summary>A later stage of the line is stamped although this one is not.</summary>
    public bool Inferred(Stage stage)
    {
        var path = this;
        return !Has(stage) && LeadLifecycle.Stages.Line.Any(later => later > stage && path.Has(later));
    }
}
