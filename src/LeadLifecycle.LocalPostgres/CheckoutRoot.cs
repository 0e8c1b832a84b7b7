namespace LeadLifecycle.LocalPostgres;

/// <summary>Which folder a program belongs to: the checkout it was built in, else the folder it was published to.</summary>
public static class CheckoutRoot
{
    public static string Find() => FindFrom(AppContext.BaseDirectory);

    internal static string FindFrom(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "LeadLifecycle.sln")))
            {
                return at.FullName;
            }
        }

        return Path.TrimEndingDirectorySeparator(folder);
    }
}
