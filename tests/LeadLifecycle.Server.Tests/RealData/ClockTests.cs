namespace LeadLifecycle.Server.Tests.RealData;

[Collection(OneAtATime.Name)]
public sealed class ClockTests(PrivateDatabases databases)
{
    private const string StoredTimes = "select data ->> 'senderEventId' || ' ' || type || ' ' || (data ->> 'occurredAt') from leads.mt_events order by 1";

    private const string Stamps = "to_jsonb(t) - 'lead_id' - 'known_from'";

    [Fact]
    public async Task neither_the_servers_time_zone_nor_its_clock_changes_a_stored_time()
    {
        using var slice = new Slice();
        var usual = await Import(slice, new() { ["TZ"] = "UTC" });

        usual.Times.Count.ShouldBe(slice.Times.Count);
        usual.Times.Select(time => DateTimeOffset.Parse(time[(time.LastIndexOf(' ') + 1)..])).Order().ShouldBe(slice.Times.Order());
        foreach (var elsewhere in (Dictionary<string, string>[])
                 [
                     new() { ["TZ"] = "Europe/Berlin" },
                     new() { ["Clock__Offset"] = "00:10:00" },
                     new() { ["TZ"] = "America/St_Johns", ["Clock__Offset"] = "-00:10:00" },
                 ])
        {
            var other = await Import(slice, elsewhere);
            other.Times.ShouldBe(usual.Times);
            other.Cycles.ShouldBe(usual.Cycles);
        }
    }

    private async Task<(IReadOnlyList<string> Times, string Cycles)> Import(Slice slice, Dictionary<string, string> environment)
    {
        var connectionString = await databases.Create();
        var stored = new Stored(connectionString);
        await using var server = await RunningServer.Start(connectionString, environment);
        await LeadsImport.Run(server, "bpic2012.json", slice.Path);
        return (await stored.List<string>(StoredTimes), await stored.Fingerprint("leads.cycle", Stamps));
    }

    /// <summary>The log's first rows, and every case that has a row within the hours around the clock change of 2011-10-30.</summary>
    private sealed class Slice : IDisposable
    {
        private const int First = 2_000;

        public Slice()
        {
            var lines = RealFiles.LeadLogLines().ToArray();
            var cases = lines.Where(line => line.Split(',')[6].StartsWith("2011-10-30T0", StringComparison.Ordinal)).Select(CaseOf).ToHashSet();
            cases.ShouldNotBeEmpty();
            var kept = lines.Where((line, i) => i <= First || cases.Contains(CaseOf(line))).ToArray();
            File.WriteAllLines(Path, kept);
            Times = [.. kept.Skip(1).Select(line => DateTimeOffset.Parse(line.Split(',')[6]))];
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"leads-slice-{Guid.NewGuid():N}.csv");

        public IReadOnlyList<DateTimeOffset> Times { get; }

        public void Dispose() => File.Delete(Path);

        private static string CaseOf(string line) => line.Split(',')[1];
    }
}
