using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Tests.Store;

/// <summary>Every event ever written must always open: the samples are append-only and each is read by today's classes.</summary>
public sealed class EventSampleTests
{
    private static readonly string HashList = Path.Combine(EventSchemas.Folder, "samples.sha256");

    public static TheoryData<string> Samples => [.. EventSchemas.AllSamples];

    [Fact]
    public void every_stored_name_has_a_schema_and_samples_and_nothing_else_has()
    {
        EventSchemas.Names.ShouldBe(EventNames.All.Keys, ignoreOrder: true);
        var counts = EventSchemas.AllSamples.CountBy(EventSchemas.NameOf).ToDictionary();
        counts.Keys.ShouldBe(EventNames.All.Keys, ignoreOrder: true);
        counts.ShouldAllBe(name => name.Value >= 3);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task a_sample_fits_its_schema(string sample) =>
        (await EventSchemas.Complaints(EventSchemas.NameOf(sample), await Read(sample))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task a_sample_is_read_and_written_back_as_it_was(string sample)
    {
        var text = await Read(sample);

        var written = Encoding.UTF8.GetString(EventJson.Write(EventJson.Read(EventSchemas.NameOf(sample), Encoding.UTF8.GetBytes(text))));

        JsonNode.DeepEquals(JsonNode.Parse(written), JsonNode.Parse(text)).ShouldBeTrue($"{sample} came back as {written}");
    }

    [Fact]
    public async Task no_sample_was_changed_or_taken_away_and_each_is_listed()
    {
        var listed = new Dictionary<string, string>();
        foreach (var line in await File.ReadAllLinesAsync(HashList, TestContext.Current.CancellationToken))
        {
            var (hash, path) = (line[..64], line[66..]);
            listed.Add(path, hash);
        }

        var files = Directory.GetFiles(Path.Combine(EventSchemas.Folder, "streams")).Select(Path.GetFileName).Select(name => "streams/" + name)
            .Concat(EventSchemas.AllSamples.Select(sample => "samples/" + sample));
        var found = files.ToDictionary(file => file, file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(EventSchemas.Folder, file)))));
        found.OrderBy(file => file.Key, StringComparer.Ordinal).ShouldBe(
            listed.OrderBy(file => file.Key, StringComparer.Ordinal),
            "Samples are append-only: put a changed one back, give a new one a new file, and add its line to samples.sha256 (README.md there).");
    }

    private static Task<string> Read(string sample) => File.ReadAllTextAsync(Path.Combine(EventSchemas.Samples, sample), TestContext.Current.CancellationToken);
}
