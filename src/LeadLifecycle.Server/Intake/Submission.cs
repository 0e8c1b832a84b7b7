using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Intake;

/// <summary>One command or reported fact on its way in: what an edge made of a request, ready to be judged.</summary>
/// <param name="Workspace">Comes from the credential, never from the request.</param>
/// <param name="LeadId">The stream.</param>
/// <param name="EventId">The id the event will be stored by; the same request has the same id.</param>
/// <param name="Event">The event asked for or reported; its move is Intake's to write.</param>
public sealed record Submission(Workspace Workspace, Guid LeadId, Guid EventId, LeadEvent Event)
{
    /// <summary>A command is judged strictly; a fact is believed about order.</summary>
    public bool IsCommand { get; init; }

    /// <summary>Judged only while the lead is at this version; when it has moved on, nothing is recorded. Null: at any.</summary>
    public long? OnlyAtVersion { get; init; }

    /// <summary>The external key, when the request named it; kept in the vault with the lead's first event.</summary>
    public LeadKey? Key { get; init; }

    /// <summary>Keyed hash of the canonical request, to tell a repetition from a reused id.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What must not stand in an event.</summary>
    public Personal? Personal { get; init; }

    public string? CorrelationId { get; init; }

    public string? CausationId { get; init; }
}

/// <summary>How a sender knows a lead.</summary>
public sealed record LeadKey(string Sender, string Subject);
