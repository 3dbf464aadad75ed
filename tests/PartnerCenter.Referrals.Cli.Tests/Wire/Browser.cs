using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Cli.Tests;

/// <summary>Steers a headless Chromium with one tab over its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private string? _tab;
    private int _lastId;

    private Browser(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>Gets the path of the browser, or null if none is installed.</summary>
    public static string? Installed { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Browser> StartAsync()
    {
        string profile = Directory.CreateTempSubdirectory("referrals-browser").FullName;

        // Root, as which many build machines run, has no sandbox. The browser shows the emulator's page only.
        Process process = ProgramRun.Start(
            Installed!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-proxy-server",
                "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
            ]);
        var browser = new Browser(process, profile);
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address and waits until the page has loaded.</summary>
    public Task OpenAsync(string address) => LoadAsync("Page.navigate", new JsonObject { ["url"] = address });

    /// <summary>Clicks the element that a CSS selector finds, and waits until the page that follows has loaded.</summary>
    public Task ClickAsync(string selector) => LoadAsync("Runtime.evaluate", new JsonObject
    {
        ["expression"] = $"document.querySelector({JsonValue.Create(selector)!.ToJsonString()}).click()",
    });

    /// <summary>Returns what a JavaScript expression that gives a text gives in the page.</summary>
    public async Task<string> ReadAsync(string expression)
    {
        JsonObject answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression });
        return answer["result"]!["value"]!.GetValue<string>();
    }

    /// <summary>Returns the text that the page shows.</summary>
    public Task<string> TextAsync() => ReadAsync("document.body.innerText");

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser may still write into its profile, which is in the system's temporary folder.
        }
    }

    private async Task ConnectAsync()
    {
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(Cancellation)
                ?? throw new InvalidOperationException("The browser has ended before it listened.");
        }
        while (!line.StartsWith(Announcement, StringComparison.Ordinal));
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None); // An output that nobody reads would block the browser.
        await _socket.ConnectAsync(new Uri(line[Announcement.Length..]), Cancellation);
        JsonObject target = await CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        JsonObject session = await CallAsync("Target.attachToTarget", new JsonObject
        {
            ["targetId"] = target["targetId"]!.GetValue<string>(),
            ["flatten"] = true,
        });
        _tab = session["sessionId"]!.GetValue<string>();
        await CallAsync("Page.enable", []);
    }

    private async Task LoadAsync(string method, JsonObject parameters)
    {
        bool loaded = false;
        await CallAsync(method, parameters, message => loaded |= IsLoad(message));
        while (!loaded)
        {
            loaded = IsLoad(await ReceiveAsync());
        }

        static bool IsLoad(JsonObject message) => message["method"]?.GetValue<string>() == "Page.loadEventFired";
    }

    private async Task<JsonObject> CallAsync(string method, JsonObject parameters, Action<JsonObject>? other = null)
    {
        int id = ++_lastId;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_tab is not null)
        {
            call["sessionId"] = _tab;
        }

        await _socket.SendAsync(
            System.Text.Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        while (true)
        {
            JsonObject message = await ReceiveAsync();
            if (message["id"]?.GetValue<int>() == id)
            {
                return message["result"]?.AsObject() ?? throw new InvalidOperationException($"{method}: {message["error"]}");
            }

            other?.Invoke(message);
        }
    }

    private async Task<JsonObject> ReceiveAsync()
    {
        using var message = new MemoryStream();
        byte[] chunk = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(chunk.AsMemory(), Cancellation);
            message.Write(chunk, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!.AsObject();
    }
}
