using System.Text.Json;

namespace LeadLifecycle;

/// <summary>Who spoke for a team, and when that was recorded, UTC.</summary>
public sealed record Signature(string Team, string Actor, DateTimeOffset At);

/// <summary>One proposal of a kind and what became of it.</summary>
/// <param name="Number">1..n within its kind.</param>
/// <param name="Id">The stored id of the proposal; empty while it is only considered.</param>
/// <param name="Content">In the kind's canonical form; it never changes.</param>
/// <param name="ActiveFrom">In force no earlier than this, UTC; null: as soon as both have signed.</param>
/// <param name="Signatures">The proposing team's first.</param>
public sealed record AgreementVersion(int Number, Guid Id, JsonElement Content, DateTimeOffset? ActiveFrom, IReadOnlyList<Signature> Signatures)
{
    /// <summary>
    /// A version is in force no earlier than this after its second signature: every node reads it meanwhile, so that
    /// none judges by the old one what the others measure by the new.
    /// </summary>
    public static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);

    /// <summary>Who took it off the table; null when nobody did.</summary>
    public Signature? Withdrawn { get; init; }

    public bool IsOpen => Withdrawn is null && InForceFrom is null;

    /// <summary>From when on it is in force, UTC; null until both teams have signed.</summary>
    public DateTimeOffset? InForceFrom => Teams.All.All(HasSigned) ? Later(ActiveFrom, Signatures[^1].At + Notice) : null;

    public bool HasSigned(string team) => Signatures.Any(signature => signature.Team == team);

    private static DateTimeOffset Later(DateTimeOffset? asked, DateTimeOffset possible) => asked > possible ? asked.Value : possible;
}

/// <summary>Where a version stands at an instant.</summary>
public enum AgreementState
{
    /// <summary>One team has signed.</summary>
    Proposed,

    /// <summary>Both have signed; it is in force within a second.</summary>
    Signed,

    /// <summary>Both have signed; the instant they agreed on lies ahead.</summary>
    Scheduled,

    InForce,

    /// <summary>A later version took its place, perhaps before it ever was in force.</summary>
    Superseded,

    Withdrawn,
}
