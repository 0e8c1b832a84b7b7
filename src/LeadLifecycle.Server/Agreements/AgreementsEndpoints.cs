using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements;

/// <summary><c>GET /v1/agreements/…</c>: what is agreed now, what was at any time, and every version. Read from the streams, so a writer reads its own write.</summary>
internal static class AgreementsEndpoints
{
    public static void MapAgreementReads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/agreements", All).WithName("listAgreements").For(Roles.Readers).WithTags("Agreements").WithSummary("What the teams agree on, kind by kind")
            .WithDescription("Which version of each kind is in force, and which proposal waits for the other team.").Describe(AgreementsDescription.All);
        app.MapGet("/v1/agreements/{kind}", InForce).WithName("getAgreementInForce").For(Roles.Readers).WithTags("Agreements").WithSummary("The version in force, now or at any time")
            .WithDescription("Version 0 is the default, until both teams have signed another.").Describe(AgreementsDescription.InForce);
        app.MapGet("/v1/agreements/{kind}/versions", Versions).WithName("listAgreementVersions").For(Roles.Readers).WithTags("Agreements").WithSummary("Every version, newest first")
            .WithDescription("Open, signed and withdrawn ones, with who said so and when.").Describe(AgreementsDescription.Versions);
        app.MapGet("/v1/agreements/{kind}/versions/{version}", One).WithName("getAgreementVersion").For(Roles.Readers).WithTags("Agreements").WithSummary("One version with its content")
            .WithDescription("Version 0 is the default, which holds until the teams sign another.").Describe(AgreementsDescription.One);
    }

    private static async Task<IResult> All(HttpContext http, AgreementStreams streams, TimeProvider clock, Caller caller)
    {
        new Query(http.Request).Done();
        var ledgers = await streams.Read((await caller.Workspace(http)).Name, http.RequestAborted);
        var now = clock.GetUtcNow();
        return Results.Json(new JsonObject
        {
            ["agreements"] = new JsonArray([.. streams.Kinds.Select(kind => new JsonObject
            {
                ["kind"] = kind.Name,
                ["inForce"] = ledgers[kind.Name].At(now)?.Number ?? 0,
                ["since"] = AgreementAnswer.Time(ledgers[kind.Name].At(now)?.InForceFrom),
                ["open"] = ledgers[kind.Name].Open?.Number,
            })]),
        });
    }

    private static async Task<IResult> InForce(HttpContext http, string kind, AgreementStreams streams, AgreementsInForce agreements, TimeProvider clock, Caller caller)
    {
        var query = new Query(http.Request);
        var at = query.Instant("at") ?? clock.GetUtcNow();
        query.Done();
        var (known, ledger) = await Read(http, kind, streams, caller);
        return Results.Json(AgreementAnswer.Of(known, ledger, ledger.At(at), agreements.First, at));
    }

    private static async Task<IResult> Versions(HttpContext http, string kind, AgreementStreams streams, TimeProvider clock, Caller caller)
    {
        new Query(http.Request).Done();
        var (known, ledger) = await Read(http, kind, streams, caller);
        var now = clock.GetUtcNow();
        var versions = ledger.Versions.Reverse().Append(null).Select(version => AgreementAnswer.Line(known, ledger, version, now));
        return Results.Json(new JsonObject { ["kind"] = known.Name, ["versions"] = new JsonArray([.. versions]) });
    }

    private static async Task<IResult> One(HttpContext http, string kind, string version, AgreementStreams streams, AgreementsInForce agreements, TimeProvider clock, Caller caller)
    {
        new Query(http.Request).Done();
        var (known, ledger) = await Read(http, kind, streams, caller);
        var found = version == "0" ? null : ledger.Numbered(VersionNumber.Read(known.Name, version)) ?? throw VersionNumber.Unknown(known.Name, version);
        return Results.Json(AgreementAnswer.Of(known, ledger, found, agreements.First, clock.GetUtcNow()));
    }

    private static async Task<(AgreementKind Kind, AgreementLedger Ledger)> Read(HttpContext http, string kind, AgreementStreams streams, Caller caller)
    {
        var known = streams.Named(kind);
        return (known, (await streams.Read((await caller.Workspace(http)).Name, http.RequestAborted))[known.Name]);
    }
}

/// <summary>The number of a version as it stands in an address.</summary>
internal static class VersionNumber
{
    public static int Read(string kind, string text) => int.TryParse(text, System.Globalization.NumberStyles.None, null, out var number) ? number : throw Unknown(kind, text);

    public static ProblemException Unknown(string kind, string text) => new(Codes.AgreementUnknown, $"'{kind}' has no version '{text}'.");
}
