namespace LeadLifecycle.Server.Notify.Live;

/// <summary>The latest notifications of a workspace, at one moment.</summary>
/// <param name="From">All notifications after this position are in <paramref name="Latest"/> …</param>
/// <param name="UpTo">… up to this one.</param>
/// <param name="Latest">In order of position.</param>
internal sealed record TailState(long From, long UpTo, Notification[] Latest)
{
    private const int Most = 1_000;
    private readonly TaskCompletionSource _superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when there is a later state.</summary>
    public Task Superseded => _superseded.Task;

    /// <summary>Null when what comes after a position reaches further back than is kept here.</summary>
    public NotificationPage? After(long position) =>
        position < From ? null : new NotificationPage(Math.Max(UpTo, position), Latest[FirstAfter(position)..]);

    /// <summary>With a page that begins where this state ends; the oldest beyond the bound are let go.</summary>
    public TailState With(NotificationPage page)
    {
        Notification[] all = [.. Latest, .. page.Notifications];
        var surplus = Math.Max(0, all.Length - Most);
        return new TailState(surplus == 0 ? From : all[surplus - 1].Position, page.UpTo, all[surplus..]);
    }

    public void Supersede() => _superseded.SetResult();

    private int FirstAfter(long position)
    {
        var (low, high) = (0, Latest.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Latest[middle].Position <= position) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
