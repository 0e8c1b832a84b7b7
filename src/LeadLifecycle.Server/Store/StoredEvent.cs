namespace LeadLifecycle.Server.Store;

/// <summary>An event as it lies in the store.</summary>
/// <param name="Id">The stored event's id.</param>
/// <param name="Version">1..n within the lead's stream.</param>
/// <param name="Position">Ascending over all workspaces, with gaps.</param>
/// <param name="Name">The versioned stored name.</param>
/// <param name="RecordedAt">The database's clock at commit, UTC.</param>
/// <param name="Json">The body, UTF-8.</param>
public sealed record StoredEvent(
    Guid LeadId, Guid Id, long Version, long Position, string Name, DateTimeOffset RecordedAt, byte[] Json, string? CorrelationId, string? CausationId)
{
    public LeadEvent Event => (LeadEvent)EventJson.Read(Name, Json);
}
