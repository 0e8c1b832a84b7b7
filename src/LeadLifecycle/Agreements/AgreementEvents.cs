using System.Text.Json;

namespace LeadLifecycle;

/// <summary>Everything that can stand in the stream of one kind of agreement. When it was recorded is the store's to say.</summary>
public abstract record AgreementEvent
{
    /// <summary>The kind's name, such as <c>sla</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Which proposal it concerns, 1..n within its kind.</summary>
    public int Version { get; init; }

    /// <summary>See <see cref="Teams"/>.</summary>
    public string Team { get; init; } = "";

    /// <summary>Opaque id of the person who spoke for the team.</summary>
    public string Actor { get; init; } = "";
}

/// <summary>One team proposes, and by that signs, a new version.</summary>
public sealed record AgreementProposed : AgreementEvent
{
    /// <summary>What is proposed, in the kind's own canonical form.</summary>
    public JsonElement Content { get; init; }

    /// <summary>In force no earlier than this, UTC; null: as soon as both have signed.</summary>
    public DateTimeOffset? ActiveFrom { get; init; }
}

/// <summary>The other team signs the proposal; both have now.</summary>
public sealed record AgreementSigned : AgreementEvent;

/// <summary>A team takes the open proposal off the table.</summary>
public sealed record AgreementWithdrawn : AgreementEvent;

/// <summary>The two sides of every agreement.</summary>
public static class Teams
{
    public const string Marketing = "marketing";
    public const string Sales = "sales";

    public static readonly IReadOnlyList<string> All = [Marketing, Sales];
}
