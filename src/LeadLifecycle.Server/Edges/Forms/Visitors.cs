using System.Net;
using System.Runtime.InteropServices;
using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>
/// Counts the submissions of each address to each form, minute by minute. What it holds is bounded: when more addresses come within a
/// minute than it counts, the rest share one count.
/// </summary>
internal sealed class Visitors(FormLimits limits, TimeProvider clock)
{
    private static readonly long Minute = TimeSpan.SecondsPerMinute;
    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid Form, IPAddress Address), int> _counts = [];
    private long _minute;

    /// <exception cref="ProblemException">It has submitted often enough in this minute; <c>Retry-After</c> says when the next begins.</exception>
    public void Admit(HttpContext http, Form form)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (Counted((form.Id, VisitorAddress.Of(http, limits)), now / Minute, form.Definition.PerMinute)) return;
        http.Response.Headers.RetryAfter = $"{Minute - (now % Minute)}";
        throw new ProblemException(Codes.TooManyRequests, "This address has submitted the form too often; try again in a minute.");
    }

    private bool Counted((Guid Form, IPAddress Address) visitor, long minute, int most)
    {
        lock (_gate)
        {
            if (minute != _minute) _counts.Clear();
            _minute = minute;
            var key = _counts.Count < limits.MostVisitors || _counts.ContainsKey(visitor) ? visitor : (visitor.Form, IPAddress.None);
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _);
            return count < most && ++count > 0;
        }
    }
}
