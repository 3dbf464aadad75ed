using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Writes the page at the root. It has no script, so that it works in any browser and under a policy that allows none.</summary>
internal sealed class ControlPage(ControlledParts parts)
{
    private const int MaxEngagements = 50;
    private const int MaxRequests = 50;

    /// <param name="skip">How many of the latest engagements are left out.</param>
    /// <param name="message">Why a form was refused; null if none was.</param>
    public Html Render(int skip, string? message)
    {
        Html style = new(0, 0);
        style.AppendLiteral(PageStyle.Text);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Referrals emulator</title>
            <style>{style}</style>
            </head>
            <body>
            <header><h1>Referrals emulator</h1><p><code>{parts.Endpoint().AbsoluteUri}</code></p></header>
            {Alert(message)}<div class="columns"><main>
            {Engagements(skip)}</main>
            <aside>
            {Clock()}{DeviceCodes()}{Faults()}</aside></div>
            {Requests()}</body>
            </html>

            """;
    }

    private static Html Alert(string? message) => message is null ? Html.Nothing : $"""
        <p class="alert" role="alert">{message}</p>

        """;

    private Html Engagements(int skip)
    {
        (int count, IReadOnlyList<IReadOnlyList<JsonObject>> page) = parts.Store.FindEngagements(skip, MaxEngagements);
        Html older = count > skip + page.Count
            ? $"""<p><a href="/?skip={skip + page.Count}">Older engagements</a></p>"""
            : Html.Nothing;
        Html none = count == 0 ? $"""<p class="none">No referral was created yet.</p>""" : Html.Nothing;
        return $"""
            <section id="referrals"><h2>Engagements <small>{count}</small></h2>
            {none}{page.Select(EngagementCard.Render)}{older}</section>

            """;
    }

    private Html Clock() => $"""
        <section id="clock"><h2>Clock</h2>
        <p>{PageTime.Of(parts.Clock.GetUtcNow())}</p>
        <form method="post" action="/emulator/clock">
        <label>Days <input name="days" type="number" min="0" value="15"></label>
        <label>Hours <input name="hours" type="number" min="0" value="0"></label>
        <button>Move forward</button>
        </form></section>

        """;

    private Html DeviceCodes()
    {
        IEnumerable<Html> pending = parts.DeviceCodes.Pending().Select(one => (Html)$"""
            <li><form method="post" action="/emulator/device-codes/approve">
            <input type="hidden" name="userCode" value="{one.UserCode}"><code>{one.UserCode}</code> <button>Approve</button>
            </form></li>

            """);
        return $"""
            <section id="device-codes"><h2>Device codes</h2>
            <ul>{pending}</ul>
            <form method="post" action="/emulator/device-codes/approve">
            <label>Code <input name="userCode" required autocomplete="off"></label>
            <button>Sign in</button>
            </form></section>

            """;
    }

    private Html Faults()
    {
        IEnumerable<Html> planned = parts.Faults.Planned().Take(MaxRequests).Select(one => (Html)$"""
            <li>{one.Operation.ToString()}: <code>{one.Fault.ToString()}</code></li>

            """);
        IEnumerable<Html> operations = Enum.GetNames<EmulatedOperation>().Select(name => (Html)$"""<option>{name}</option>""");
        IEnumerable<Html> faults = FaultText.Examples.Concat(FaultText.Plain.Select(fault => fault.ToString()))
            .Select(text => (Html)$"""<option value="{text}"></option>""");
        return $"""
            <section id="faults"><h2>Faults</h2>
            <ol>{planned}</ol>
            <form method="post" action="/emulator/faults">
            <label>Next <select name="operation">{operations}</select></label>
            <label>fails with <input name="fault" list="fault-names" value="Status(503)" required autocomplete="off"></label>
            <datalist id="fault-names">{faults}</datalist>
            <label>times <input name="count" type="number" min="1" max="1000" value="1"></label>
            <button>Plan</button>
            </form>
            <form method="post" action="/emulator/faults/clear"><button class="quiet">Remove all</button></form></section>

            """;
    }

    private Html Requests()
    {
        IReadOnlyList<RecordedRequest> requests = parts.Log.Snapshot();
        IEnumerable<Html> rows = requests.TakeLast(MaxRequests).Reverse().Select(request => (Html)$"""
            <tr><td>{PageTime.Of(request.ReceivedAt)}</td><td>{request.Method}</td>
            <td class="path">{request.Path}{request.Query}</td><td>{request.StatusCode}</td><td>{request.Fault?.ToString()}</td></tr>

            """);
        return $"""
            <section id="requests"><h2>Requests <small>{requests.Count}</small></h2>
            <table><thead><tr><th>Received</th><th>Method</th><th>Address</th><th>Status</th><th>Fault</th></tr></thead>
            <tbody>{rows}</tbody></table>
            <form method="post" action="/emulator/requests/clear"><button class="quiet">Remove all</button></form></section>

            """;
    }
}
