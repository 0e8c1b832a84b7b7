namespace LeadLifecycle.Server.Notify.Live;

/// <summary>One notification as the live stream tells it.</summary>
/// <param name="Position">Of its event in the workspace's feed; the stream's <c>id</c>.</param>
/// <param name="Body">JSON in one line, UTF-8: what a webhook gets, without contact fields.</param>
internal sealed record Notification(long Position, string Type, NoticeFacts Facts, ReadOnlyMemory<byte> Body);

/// <summary>All notifications after one position, up to another.</summary>
internal sealed record NotificationPage(long UpTo, IReadOnlyList<Notification> Notifications);
