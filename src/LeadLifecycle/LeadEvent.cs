namespace LeadLifecycle;

/// <summary>
/// Everything that can stand in a lead's stream. An event says what happened, when it happened in the world and who
/// did it; when it was recorded is the store's to say. No member ever holds personal data: names, addresses, numbers
/// and free text lie in the contact vault, and <see cref="Vault"/> points there.
/// </summary>
public abstract record LeadEvent
{
    /// <summary>When it happened in the world: UTC, whole microseconds.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Opaque id of the human or system that did it; null when nobody said.</summary>
    public string? Actor { get; init; }

    /// <summary>The emitting system (CloudEvents <c>source</c>).</summary>
    public string? Sender { get; init; }

    /// <summary>The sender's own id of this event (CloudEvents <c>id</c>).</summary>
    public string? SenderEventId { get; init; }

    /// <summary>History told afterwards: it raises no clock and notifies nobody.</summary>
    public bool Backfill { get; init; }

    /// <summary>The move as it was decided on arrival; later facts may read the lead anew, this stays.</summary>
    public Move? Move { get; init; }

    /// <summary>Where the personal part of this event lies, if it had one.</summary>
    public VaultRef? Vault { get; init; }

    /// <summary>Names of the members the service does not know; their values lie in the vault.</summary>
    public IReadOnlyList<string>? Unmapped { get; init; }
}

/// <summary>A fact that can stamp a stage.</summary>
public abstract record StageFact : LeadEvent
{
    /// <summary>The stage this fact reports.</summary>
    public abstract Stage Stage { get; }

    /// <summary>Opens the next cycle when the current one has ended; only some stages can say so.</summary>
    public virtual bool Reopens => false;
}

/// <summary>A version of the lead's vault and the salted commitment to what it held.</summary>
/// <param name="Version">The stream version of the event that wrote it.</param>
/// <param name="Commitment">Base64url of HMAC-SHA256(salt, canonical JSON of the private part).</param>
public sealed record VaultRef(long Version, string Commitment);
