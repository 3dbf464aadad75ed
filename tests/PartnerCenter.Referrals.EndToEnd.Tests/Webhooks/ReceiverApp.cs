using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PartnerCenter.Referrals.Tests.Webhooks;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Runs a web application that receives webhooks, with a signer whose certificate it trusts, and sends requests to it.</summary>
internal sealed class ReceiverApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WebhookSigner _signer;
    private readonly CertificateHost _host;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 32 });

    private ReceiverApp(WebApplication app, WebhookSigner signer, CertificateHost host, ReceivedLines log)
    {
        (_app, _signer, _host, Log) = (app, signer, host, log);
        Address = new Uri($"{app.Urls.Single()}/webhooks/referrals");
    }

    public Uri Address { get; }

    public ReceivedLines Log { get; }

    /// <summary>Gets the host of the certificate.</summary>
    public CertificateHost CertificateHost => _host;

    public IMeterFactory MeterFactory => _app.Services.GetRequiredService<IMeterFactory>();

    public static Task<ReceiverApp> StartAsync(
        IEnumerable<IReferralWebhookHandler> handlers,
        Action<ReferralsWebhookOptions>? configure = null,
        Action<IServiceCollection>? addServices = null,
        LogLevel logLevel = LogLevel.Debug) =>
        StartAsync(new ForgedRequest(DateTimeOffset.UtcNow), handlers, configure, addServices, logLevel);

    /// <summary>Runs the application in the world of a forged request: its signer, its roots, and the host of its certificate.</summary>
    public static async Task<ReceiverApp> StartAsync(
        ForgedRequest forged,
        IEnumerable<IReferralWebhookHandler> handlers,
        Action<ReferralsWebhookOptions>? configure = null,
        Action<IServiceCollection>? addServices = null,
        LogLevel logLevel = LogLevel.Debug)
    {
        ReceivedLines log = new();
        CertificateHost host = new((_, _) => Task.FromResult(forged.Response?.Invoke() ?? CertificateHost.File(forged.Signer.Der)));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(logLevel).AddProvider(log);
        builder.Services.AddSingleton(ReferralWebhookVerifier.Create(
            new ReferralWebhookVerifierOptions
            {
                CheckRevocation = false,
                TrustedRoots = forged.Roots,
                RequireMicrosoftRoot = forged.RequireMicrosoftRoot,
            },
            host));
        builder.Services.AddReferralsWebhook(options =>
        {
            options.HandlerRetryDelay = TimeSpan.Zero;
            configure?.Invoke(options);
        });
        foreach (IReferralWebhookHandler handler in handlers)
        {
            builder.Services.AddSingleton(handler);
        }

        addServices?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapReferralsWebhook("/webhooks/referrals");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ReceiverApp(app, forged.Signer, host, log);
    }

    /// <summary>Returns the body of an event about a referral of its own, or about a given one.</summary>
    public static byte[] Event(int number = 0, string name = "referral-updated", string? referralId = null) => Encoding.UTF8.GetBytes(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"EventName\":\"{name}\",\"ResourceUri\":\"https://api.partnercenter.microsoft.com/engagements/v1/referrals/"
                + $"{referralId ?? IdOf(number)}\",\"ResourceName\":\"referral\",\"AuditUri\":null,"
                + $"\"ResourceChangeUtcDate\":\"2030-01-01T00:00:00.{number:0000000}+00:00\"}}"));

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:000000000000}");

    public HttpRequestMessage Signed(byte[] body) => Request(body, _signer.Headers(body));

    public HttpRequestMessage Request(byte[] body, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        HttpRequestMessage request = new(HttpMethod.Post, Address) { Content = new ByteArrayContent(body) };
        foreach ((string name, IEnumerable<string> values) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return request;
    }

    /// <summary>Sends a request, and returns the status of the response, which must have no body.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return response.StatusCode;
    }

    /// <summary>Sends a request as it is written here, with headers that HttpClient would join or refuse.</summary>
    public async Task<HttpStatusCode> SendRawAsync(byte[] body, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        string lines = string.Concat(headers.SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}\r\n")));
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST {Address.AbsolutePath} HTTP/1.1\r\nHost: {Address.Authority}\r\nContent-Length: {body.Length}\r\n{lines}"
                + $"Connection: close\r\n\r\n");
        using TcpClient connection = new();
        await connection.ConnectAsync(Address.Host, Address.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = connection.GetStream();
        await stream.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(head), .. body], TestContext.Current.CancellationToken);
        using StreamReader reader = new(stream, Encoding.Latin1);
        string answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        return (HttpStatusCode)int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
    }

    public Task<HttpStatusCode> SendAsync(byte[] body) => SendAsync(Signed(body));

    /// <summary>Stops the host. What is queued is handled until the token is cancelled.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _host.Dispose();
        _signer.Dispose();
    }
}
