using System.Collections.Immutable;

namespace LeadLifecycle;

/// <summary>A lead, folded from its stream. The fold only gathers facts; the <see cref="Sweep"/> reads them.</summary>
/// <param name="Id">The stream's id.</param>
/// <param name="Version">How many events were folded.</param>
/// <param name="Facts">What the state is a function of.</param>
/// <param name="Quiet">Ids of touches and feedback: kept for the timeline, they move nothing.</param>
public sealed record Lead(Guid Id, long Version, FactSet Facts, ImmutableHashSet<Guid> Quiet)
{
    public Course Course => Facts.Course;

    public Stage? Stage => Course.Stage;

    /// <summary>The current cycle's number; 0 before the first stage.</summary>
    public int Cycle => Course.Current?.Number ?? 0;

    public string? Owner => Course.Owner;

    public string? Team => Course.Team;

    public bool Knows(Guid id) => Facts.Contains(id) || Quiet.Contains(id) || Facts.IsVoid(id);

    /// <summary>The state as of an instant in the world, exclusive.</summary>
    public Course AsOf(DateTimeOffset instant) => Sweep.Read(Facts, instant);

    /// <summary>The fold. Any fact makes the lead; an event it does not know is a corrupt stream, never skipped.</summary>
    /// <exception cref="CorruptStreamException">The event's type has no place in a lead, or its id stands there already.</exception>
    /// <param name="recordedAt">When the event was recorded, UTC; null while it is being decided.</param>
    public static Lead Evolve(Lead? lead, Guid leadId, Guid eventId, LeadEvent e, DateTimeOffset? recordedAt = null)
    {
        lead ??= new Lead(leadId, 0, FactSet.Empty, []);
        if (lead.Knows(eventId)) throw new CorruptStreamException(leadId, $"event {eventId} stands in it twice");
        var next = e switch
        {
            _ when FactSet.DependsOn(e) => lead with { Facts = lead.Facts.With(eventId, e, recordedAt) },
            LeadTouched or LeadFeedback => lead with { Quiet = lead.Quiet.Add(eventId) },
            _ => throw new CorruptStreamException(leadId, $"a lead cannot hold {e.GetType().Name}"),
        };
        return next with { Version = lead.Version + 1 };
    }
}

/// <summary>A stream that the fold cannot read; nothing is decided on it until a person has looked.</summary>
public sealed class CorruptStreamException(Guid leadId, string why) : Exception($"The stream of lead {leadId} is corrupt: {why}.")
{
    public Guid LeadId { get; } = leadId;
}
