using System.IO.Compression;
using LeadLifecycle.LocalPostgres;

namespace LeadLifecycle.Server.Tests.RealData;

/// <summary>The real data sets beside the checkout, and the mappings that read them. A test that needs them is skipped where they are absent.</summary>
internal static class RealFiles
{
    private static readonly string Root = CheckoutRoot.Find();

    public static string LeadLog => Path.Combine(Folder(), "bpic2012", "bpic2012.csv.gz");

    public static string[] MarketingFunnel =>
    [
        Path.Combine(Folder(), "olist", "olist_marketing_qualified_leads_dataset.csv"),
        Path.Combine(Folder(), "olist", "olist_closed_deals_dataset.csv"),
    ];

    /// <summary>A delivery as a vendor sends it.</summary>
    public static string Webhook(string vendor, string name) => File.ReadAllText(Path.Combine(Folder(), "webhooks", vendor, name));

    public static string Mapping(string name) => Path.Combine(Root, "schema", "import", name);

    /// <summary>The lead log's lines: its header, then a row each.</summary>
    public static IEnumerable<string> LeadLogLines()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(LeadLog), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("LEADS_DATA") is { Length: > 0 } stated ? stated : Path.Combine(Root, "..", "shared", "data");
        Assert.SkipUnless(Directory.Exists(folder), "The real data sets are not here: put them at ../shared/data or name their folder in LEADS_DATA.");
        return folder;
    }
}
