using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests.Import;

/// <summary>Rules that want only a lead's first occurrence, and ids, do not depend on how rows are arranged.</summary>
public sealed class OccurrenceTests : IDisposable
{
    private static readonly string[] Rows =
    [
        "7,offer,2024-03-02T11:00:00Z,eve,2,big",
        "7,offer,2024-03-02T10:00:00Z,eve,1,big",
        "7,offer,2024-03-02T10:00:00Z,bob,1,big",
        "8,offer,2024-03-09T10:00:00Z,eve,3,big",
        "8,offer,2024-03-09T10:00:00Z,eve,3,big",
        "7,new,2024-03-01T10:00:00Z,eve,,",
    ];

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task the_first_is_the_earliest_whatever_the_order_of_rows()
    {
        var inOrder = await Sent(Rows);
        var turned = await Sent([.. Rows.Reverse()]);

        turned.ShouldBe(inOrder, ignoreOrder: true);
        inOrder.Count.ShouldBe(3);
        inOrder.ShouldContain(line => line.Contains("2024-03-02T10:00:00Z"));
    }

    [Fact]
    public async Task compression_name_and_order_change_no_id_and_the_second_import_records_nothing()
    {
        await using var server = await FakeServer.Start();
        await Import(server, folder.Write("one.csv", Logs.Rows));
        var lines = Logs.Rows.TrimEnd('\n').Split('\n');
        var again = await Import(server, folder.Write("two.dat", Folder.Gzip(string.Join('\n', lines[..1].Concat(lines[1..].Reverse())))));

        again.Lines.ShouldContain("recorded\t0");
        again.Lines.ShouldContain("duplicate\t5");
        server.Recorded.Count.ShouldBe(5);
    }

    [Fact]
    public async Task a_stated_id_column_is_the_id()
    {
        await using var server = await FakeServer.Start();
        var mapping = Logs.Mapping.Replace("\"subject\": \"case\"", "\"subject\": \"case\", \"id\": \"note\"");
        await Import(server, folder.Write("data.csv", Logs.Header + "7,new,2024-03-01T10:00:00Z,,,row-1\n"), mapping);

        ((string)server.Recorded.Single()["id"]!).ShouldBe("row-1");
        (await Import(server, folder.Write("data.csv", Logs.Header + "7,new,2024-03-01T10:00:00Z,,,\n"), mapping)).Err
            .ShouldContain("data.csv:2: column \"note\": \"\" is part of the id and blank");
    }

    private async Task<List<string>> Sent(string[] rows)
    {
        await using var server = await FakeServer.Start();
        var mapping = Logs.Mapping.Replace("\"fact\": \"lead.sales-qualified\"", "\"fact\": \"lead.sales-qualified\", \"occurrence\": \"first\"");
        (await Import(server, folder.Write("data.csv", Logs.Header + string.Join('\n', rows)), mapping)).Lines.ShouldContain("facts\t3");
        return [.. server.Recorded.Select(e => e.ToJsonString())];
    }

    private Task<Leads> Import(FakeServer server, string data, string mapping = Logs.Mapping) => Leads.Run(
        "import", "--server", server.Address, "--report", folder.Path, "--mapping", folder.Write("m.json", mapping), data);
}
