using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary><c>sla</c>: how long each leg may take, for which leads, on which calendar, and what may pause it.</summary>
internal sealed class SlaKind : AgreementKind<SlaPolicy>
{
    public const int MostSegments = 100;
    private const int MostPauses = 50;

    public override string Name => "sla";

    protected override SlaPolicy Read(Members content)
    {
        var share = content.Number("atRisk") ?? SlaPolicy.Default.AtRiskShare;
        return new SlaPolicy(0)
        {
            Calendar = content.Text("calendar") ?? CalendarBook.DefaultName,
            AtRiskShare = share is > 0 and < 1 ? share : throw content.Malformed("atRisk", "is not above 0 and below 1"),
            Targets = Targets.Read(content.Object("targets")),
            Pauses = Pauses(content),
            Segments = Segments.Read(content, MostSegments),
        };
    }

    protected override JsonObject Write(SlaPolicy part) => new()
    {
        ["calendar"] = part.Calendar,
        ["atRisk"] = part.AtRiskShare,
        ["targets"] = Targets.Write(part.Targets),
        ["pauses"] = Targets.WriteTimes(part.Pauses),
        ["segments"] = new JsonArray([.. part.Segments.Select(Segments.Write)]),
    };

    protected override SlaPolicy PartOf(Agreed agreed) => agreed.Sla;

    protected override Agreed Put(Agreed agreed, SlaPolicy part, int version) => agreed with { Sla = part with { Version = version } };

    private static Dictionary<string, TimeSpan> Pauses(Members content)
    {
        var pauses = content.Object("pauses");
        var names = pauses?.Names ?? [];
        if (names.Count > MostPauses) throw content.Malformed("pauses", $"holds more than {MostPauses}");
        return names.ToDictionary(name => CodeNames.Checked(pauses!, name, name), name => Durations.Read(pauses!, name), StringComparer.Ordinal);
    }
}
