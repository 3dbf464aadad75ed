using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests in a separate process, whose environment names a proxy, that no request to this machine goes through it: it would show the token
/// to the proxy.
/// </summary>
[Trait("Culture", "None")]
public sealed class ProxyTests
{
    private static readonly string[] Variables =
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_request_to_this_machine_goes_through_the_proxy_of_the_environment()
    {
        using Listener proxy = new(IPAddress.Loopback, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        using Listener service = new(IPAddress.Any, ReferralAnswer);
        // Nothing answers TLS here: the token request fails, but not at the proxy.
        using Listener authority = new(IPAddress.Loopback, "");
        string[] endpoints =
        [
            $"http://127.0.0.1:{service.Port}/referrals", $"http://localhost:{service.Port}/referrals",
            $"http://127.1.2.3:{service.Port}/referrals",
        ];
        string[] authorities = [$"https://127.0.0.1:{authority.Port}", $"https://login.localhost:{authority.Port}"];

        string output = await RunAsync(proxy, [.. endpoints, "--", .. authorities]);

        Assert.Equal(
            [
                .. endpoints.SelectMany(endpoint => (string[])[$"{endpoint} succeeded", $"{endpoint} succeeded"]),
                .. authorities.Select(one => $"{one} ReferralsAuthenticationException"),
            ],
            output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(proxy.Received);
        Assert.Equal(2 * endpoints.Length, service.Received.Count(head => head.Contains("Bearer planted-token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Requests_to_other_machines_go_through_the_proxy_of_the_environment()
    {
        using Listener proxy = new(IPAddress.Loopback, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");

        await RunAsync(proxy, ["https://api.example.com/referrals", "--", "https://login.example.com"]);

        Assert.Equal(
            ["CONNECT api.example.com:443", "CONNECT api.example.com:443", "CONNECT login.example.com:443"],
            proxy.Received.Select(head => head[..head.IndexOf(" HTTP/", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/r", true)]
    [InlineData("http://127.9.9.9:1/r", true)]
    [InlineData("http://[::1]:1/r", true)]
    [InlineData("http://LocalHost/r", true)]
    [InlineData("https://a.b.localhost/r", true)]
    [InlineData("https://localhost.example.com/r", false)]
    [InlineData("https://notlocalhost/r", false)]
    [InlineData("https://api.partner.microsoft.com/v1.0/engagements/referrals", false)]
    public void Only_the_connections_to_this_machine_have_no_proxy(string endpoint, bool isDirect)
    {
        Uri address = new(endpoint);
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = address;
            options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw new NotSupportedException());
        });
        using ServiceProvider provider = services.BuildServiceProvider();
        using SocketsHttpHandler own = ReferralsTransport.NewSocketsHandler(address);
        HttpMessageHandler registered = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("PartnerCenter.Referrals");
        while (registered is DelegatingHandler { InnerHandler: { } inner })
        {
            registered = inner;
        }

        Assert.All(
            [own, Assert.IsType<SocketsHttpHandler>(registered)],
            handler => Assert.Equal((true, isDirect), (handler.UseProxy, handler.Proxy?.IsBypassed(address) ?? false)));
    }

    [Fact]
    public void A_proxy_that_a_program_sets_on_its_handler_stays()
    {
        WebProxy debugging = new("http://127.0.0.1:8888");
        ServiceCollection services = new();
        services.AddPartnerCenterReferrals(options =>
        {
            options.Endpoint = new Uri("http://127.0.0.1:1/r");
            options.Credential = ReferralsCredential.FromTokenProvider((_, _) => throw new NotSupportedException());
        }).UseSocketsHttpHandler((handler, _) => handler.Proxy = debugging);
        using ServiceProvider provider = services.BuildServiceProvider();
        HttpMessageHandler registered = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("PartnerCenter.Referrals");
        while (registered is DelegatingHandler { InnerHandler: { } inner })
        {
            registered = inner;
        }

        SocketsHttpHandler handler = Assert.IsType<SocketsHttpHandler>(registered);
        Assert.Equal((true, debugging), (handler.UseProxy, handler.Proxy));
    }

    private static string ReferralAnswer
    {
        get
        {
            string body = ReferralJson.FullWith("id", "3f6b2c1e-0000-4000-8000-000000000001");
            return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        }
    }

    private static async Task<string> RunAsync(Listener proxy, string[] arguments)
    {
        ProcessStartInfo start = new(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "PartnerCenter.Referrals.ProxyTestHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("NO_PROXY");
        start.Environment.Remove("no_proxy");
        foreach (string variable in Variables)
        {
            start.Environment[variable] = $"http://127.0.0.1:{proxy.Port}";
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal("", await errors);
        return output;
    }

    /// <summary>Records the head of each request, and sends the same answer to all of them.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly TcpListener _tcp;
        private readonly byte[] _answer;

        public Listener(IPAddress address, string answer)
        {
            _answer = Encoding.UTF8.GetBytes(answer);
            _tcp = new TcpListener(address, 0);
            _tcp.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_tcp.LocalEndpoint).Port;

        public ConcurrentQueue<string> Received { get; } = [];

        public void Dispose() => _tcp.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using TcpClient client = await _tcp.AcceptTcpClientAsync();
                    await RespondAsync(client.GetStream());
                }
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException or IOException)
            {
                // The test has ended.
            }
        }

        private async Task RespondAsync(NetworkStream stream)
        {
            byte[] buffer = new byte[16 * 1024];
            int length = 0;
            do
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), Cancellation);
                length = read == 0 ? buffer.Length : length + read;
            }
            while (_answer.Length > 0 && length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0);

            Received.Enqueue(Encoding.ASCII.GetString(buffer).TrimEnd('\0'));
            await stream.WriteAsync(_answer, Cancellation);
        }
    }
}
