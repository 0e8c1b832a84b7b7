using LeadLifecycle.Server.Edges.Connections.Deliveries;

namespace LeadLifecycle.Server.Edges.Connections.Quarantine;

/// <summary>A part that goes to quarantine, and why.</summary>
internal sealed record Unfit(Part Part, Fault Fault);

/// <summary>A part in quarantine.</summary>
/// <param name="Id">In the order of arrival.</param>
/// <param name="FirstSeen">When it was first delivered, UTC.</param>
internal sealed record QuarantinedPart(Guid Id, Part Part, Fault Fault, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int TimesSeen);
