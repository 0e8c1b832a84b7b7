namespace LeadLifecycle.Server.Views.Handoffs;

/// <summary>The states of clocks with a target, as the routes name them, and what finds them.</summary>
internal static class ClockStates
{
    private const string Waiting = "(paused_from <= $2 and $2 < paused_until) is true";

    /// <summary>Over the rows of clocks; $2 is the instant.</summary>
    private static readonly Dictionary<string, string> Conditions = new(StringComparer.Ordinal)
    {
        ["running"] = $"(stop_at is null and due_at > $2 and at_risk_at > $2 and not {Waiting})",
        ["at-risk"] = $"(stop_at is null and due_at > $2 and at_risk_at <= $2 and not {Waiting})",
        ["breached"] = "(stop_at is null and due_at <= $2)",
        ["paused"] = $"(stop_at is null and due_at > $2 and {Waiting})",
        ["met"] = "stop_at <= due_at",
        ["met-late"] = "stop_at > due_at",
    };

    public static IReadOnlyCollection<string> Names => Conditions.Keys;

    /// <summary>The states of a clock that is not done.</summary>
    public static readonly IReadOnlyList<string> Open = ["running", "at-risk", "breached", "paused"];

    public static string Of(ClockState state) => state switch
    {
        ClockState.Running => "running",
        ClockState.AtRisk => "at-risk",
        ClockState.Breached => "breached",
        ClockState.Paused => "paused",
        ClockState.Met => "met",
        ClockState.MetLate => "met-late",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A clock without a target is on no board."),
    };

    /// <summary>Clocks in any of these states; open ones are said to be open, so that their index serves.</summary>
    public static string Sql(IReadOnlyCollection<string> states)
    {
        var any = $"({string.Join(" or ", states.Select(state => Conditions[state]))})";
        return states.All(state => Open.Contains(state)) ? $"stop_at is null and {any}" : any;
    }

    public static string Sql(string state) => Conditions[state];
}
