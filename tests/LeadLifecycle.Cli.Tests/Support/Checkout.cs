namespace LeadLifecycle.Cli.Tests.Support;

/// <summary>Files of the checkout the tests run in, and the real data beside it.</summary>
public static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Mapping(string name) => Path.Combine(Root, "schema", "import", name);

    /// <summary>The folder of real data; a test that needs it is skipped where it is absent.</summary>
    public static string Data()
    {
        var folder = Environment.GetEnvironmentVariable("LEADS_DATA") is { Length: > 0 } stated
            ? stated
            : Path.Combine(Root, "..", "shared", "data");
        Assert.SkipUnless(Directory.Exists(folder), "The real data sets are not here: put them at ../shared/data or name their folder in LEADS_DATA.");
        return folder;
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "LeadLifecycle.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside a checkout."));
}
