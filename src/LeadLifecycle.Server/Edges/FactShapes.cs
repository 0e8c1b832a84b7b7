using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Edges;

/// <summary>The data of each type of fact, as a sender may say it. Members nobody knows are allowed and go to the vault.</summary>
internal static class FactShapes
{
    public static OpenApiSchema Of(string type)
    {
        var data = Object([.. Members(type), ("actor?", Text("Opaque id of the human or system that did it."))]);
        data.Description = $"The data of {type}.";
        return data;
    }

    private static (string, IOpenApiSchema)[] Members(string type) => type switch
    {
        "lead.captured" =>
        [
            ("source?", Text("The lead source (organic, paid, referral, fair …), not the sender.")),
            ("sourceClass?", Choice(Enum.GetNames<SourceClass>().Select(name => name.ToLowerInvariant()))),
            ("channel?", Text()), ("campaign?", Text()), ("contact?", Contact()), ("company?", Company()), Reopen,
        ],
        "lead.touched" or "lead.contacted" => [("kind?", Text()), ("channel?", Text()), ("campaign?", Text())],
        "lead.engaged" => [("kind?", Text()), ("channel?", Text()), ("campaign?", Text()), Reopen],
        "lead.marketing-qualified" => [("score?", Decimal()), ("criteriaVersion?", Text()), ("team?", Text("The team the handoff is offered to.")), Reopen],
        "lead.sales-accepted" or "lead.owner-assigned" => [("owner?", Text("Opaque id.")), ("team?", Text())],
        "lead.sales-qualified" => [.. Money, ("expectedClose?", Date()), ("fit?", Text())],
        "lead.won" => Money,
        "lead.lost" or "lead.recycled" =>
            [("reason?", Choice(ReasonCodes.Default.Codes)), ("note?", Text("Free text; it goes to the vault.")), ("revisitAt?", Text("An RFC 3339 instant, or a date, which is its first instant in UTC."))],
        "lead.feedback" => [("satisfaction?", Decimal()), ("retained?", Flag())],
        "lead.paused" =>
        [
            ("leg?", Choice(Leg.All.Select(leg => leg.Name), "Absent: every clock that runs.")), ("reason?", Text("One of the agreed pause reasons.")),
            ("until?", Instant("When the clocks go on by themselves, at the latest after the agreed time.")),
        ],
        "lead.resumed" => [("leg?", Choice(Leg.All.Select(leg => leg.Name), "Absent: every clock that waits."))],
        "lead.fact-voided" => [("fact", Id("The stored id of the fact.")), ("reason", Text("A code; other words go to the vault and count as other."))],
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type's data is not described."),
    };

    private static (string, IOpenApiSchema) Reopen => ("reopen?", Flag("Opens the next cycle, also after Won."));

    private static (string, IOpenApiSchema)[] Money =>
        [("amount?", Decimal("In the currency's unit; absent is unknown, 0 is zero.")), ("currency?", Text("ISO 4217."))];

    private static OpenApiSchema Contact() => Object(("email?", Text()), ("phone?", Text()), ("name?", Text()));

    private static OpenApiSchema Company() => Object(
        ("name?", Text()), ("industry?", Text()), ("employees?", Whole("Head count.", 0, int.MaxValue)), ("country?", Text()), ("technology?", Text()), ("role?", Text()));
}
