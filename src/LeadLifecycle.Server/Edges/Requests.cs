using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Edges;

/// <summary>Who asks, on whose behalf, and what ties the request to others; the same for every item of it.</summary>
/// <param name="Now">The clock at the edge, UTC.</param>
internal sealed record Request(Workspace Workspace, DateTimeOffset Now, string? CorrelationId, string? CausationId)
{
    /// <summary>A sender's clock may be this much ahead.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static Request From(HttpContext http, Workspace workspace, TimeProvider clock)
    {
        var given = http.Request.Headers["X-Correlation-Id"].ToString();
        var correlation = given is { Length: > 0 and <= 128 } && given.All(c => c is > ' ' and < '\x7f') ? given : Activity.Current?.TraceId.ToString();
        return new Request(workspace, Rfc3339.ToMicroseconds(clock.GetUtcNow()), correlation ?? http.TraceIdentifier, http.TraceIdentifier);
    }

    /// <exception cref="MalformedException">The time lies further ahead than clocks differ.</exception>
    public DateTimeOffset Allowed(DateTimeOffset occurredAt, string pointer) => occurredAt <= Now + Tolerance
        ? occurredAt
        : throw new MalformedException(Codes.TimeInFuture, pointer, $"The time is more than {Tolerance.TotalMinutes:0} minutes in the future.");

    /// <summary>Puts a read fact on its way: seals what is personal and takes the keyed hash of all that was said.</summary>
    public Submission Submit(Guid leadId, Guid eventId, LeadEvent e, JsonObject? personal, LeadKey? key, bool isCommand)
    {
        var sealed_ = personal is null ? null : Personal.Seal(personal);
        return new Submission(Workspace, leadId, eventId, e)
        {
            IsCommand = isCommand,
            Key = key,
            Personal = sealed_,
            Hash = HashOf(leadId, e, sealed_),
            CorrelationId = CorrelationId,
            CausationId = CausationId,
        };
    }

    /// <summary>
    /// The same facts in any spelling have the same hash: the names of unknown members stand in the personal part too, in a
    /// fixed order, and whether they came as history is not part of what they say.
    /// </summary>
    private string HashOf(Guid leadId, LeadEvent e, Personal? personal)
    {
        var said = EventJson.Write(e with { Backfill = false, Unmapped = null });
        var head = Encoding.UTF8.GetBytes($"{leadId:D} {EventNames.Of(e)} ");
        return Workspace.HashOf([.. head, .. said, .. personal?.Json ?? []]);
    }
}

/// <summary>The key a request names its lead by.</summary>
internal static class LeadKeys
{
    /// <summary>The subject, else the contact point, spelled so that the same address is the same key; a blank one is none.</summary>
    public static LeadKey? Of(string sender, string? subject, ContactPoints contact) =>
        subject is { Length: > 0 } ? new LeadKey(sender, subject)
        : contact.Email?.Trim() is { Length: > 0 } email ? new LeadKey(sender, "mailto:" + email.ToLowerInvariant())
        : contact.Phone is { } phone && phone.Any(char.IsAsciiDigit) ? new LeadKey(sender, "tel:" + string.Concat(phone.Where(c => char.IsAsciiDigit(c) || c == '+')))
        : null;
}
