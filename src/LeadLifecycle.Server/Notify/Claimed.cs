namespace LeadLifecycle.Server.Notify;

/// <summary>A delivery this node may send until its lease ends, with what it is to tell.</summary>
/// <param name="Attempts">Made before this one, over all rounds.</param>
/// <param name="RoundStart">How many of them belong to earlier rounds of the schedule; a redelivery begins a new one.</param>
/// <param name="Fence">Only who holds the latest may write how it went.</param>
internal sealed record Claimed(string Id, int Attempts, int RoundStart, long Fence, ToldEvent Event);

/// <summary>The event a message is about.</summary>
/// <param name="LeadId">Null when it is about no lead.</param>
internal sealed record ToldEvent(Guid Id, string Type, Guid? LeadId, long Version, int Cycle, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, NoticeFacts Facts);
