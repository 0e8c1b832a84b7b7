namespace LeadLifecycle.Server.Tests.Views;

/// <summary>The reports of now are kept as counts; bounds that leave nothing out have the cycles themselves scanned.</summary>
internal static class Scan
{
    private const string Everything = "from=0001-01-01T00:00:00Z";

    public static async Task ShouldCountAsAScanDoes(this RunningServer server)
    {
        foreach (var report in (string[])["/v1/funnel?mode=reached", "/v1/funnel?mode=strict", "/v1/funnel?mode=passed", "/v1/funnel/transitions?"])
        {
            (await server.Get(report)).ToJsonString().ShouldBe((await server.Get($"{report}&{Everything}")).ToJsonString(), report);
        }
    }
}
