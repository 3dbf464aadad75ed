using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace PartnerCenter.Referrals.Cli.Tests;

/// <summary>Tests <c>referrals emulate</c> as a caller of another language meets it: by its output, its exit code and its socket.</summary>
public sealed class EmulateTests
{
    private const string Tenant = "11111111-2222-3333-4444-555555555555";
    private const string Client = "66666666-7777-8888-9999-aaaaaaaaaaaa";
    private static readonly string[] Fixed =
        ["--tenant-id", Tenant, "--client-id", Client, "--client-secret", "fixed-secret", "--refresh-token", "fixed-token"];

    [Fact]
    public async Task The_same_settings_are_printed_as_environment_variables_and_as_JSON()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(Fixed);

        int start = emulator.Output.IndexOf('{', StringComparison.Ordinal);
        string json = emulator.Output[start..(emulator.Output.LastIndexOf('}') + 1)];
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(file).Build();
        Assert.Equal(
            emulator.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal),
            configuration.AsEnumerable().Where(setting => setting.Value is not null)
                .Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!))
                .OrderBy(setting => setting.Key, StringComparer.Ordinal));
        Assert.Equal($"{emulator.Root}v1.0/engagements/referrals", emulator.Settings["PartnerCenter__Endpoint"]);
        string last = $"Its page is {emulator.Root} and Ctrl+C stops it.{Environment.NewLine}";
        Assert.EndsWith(last, emulator.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixed_tenant_client_secret_and_refresh_token_are_printed_and_served()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(Fixed);

        string[] names = ["TenantId", "ClientId", "ClientSecret", "RefreshToken"];
        Assert.Equal(
            [Tenant, Client, "fixed-secret", "fixed-token"], names.Select(name => emulator.Settings["PartnerCenter__" + name]));
        Assert.NotEmpty(await TokenAsync(emulator));
    }

    [Theory]
    [InlineData(false, "http://127.0.0.1:")]
    [InlineData(true, "http://api.partner.microsoft.com/v1.0/referrals?")]
    public async Task Next_links_stay_on_the_emulator_unless_the_documented_ones_are_wanted(bool documented, string expected)
    {
        string[] links = documented ? ["--documented-links"] : [];
        await using RunningEmulator emulator = await RunningEmulator.StartAsync([.. Fixed, "--count", "5", "--page-size", "2", .. links]);

        JsonObject page = await GetAsync(emulator, "/v1.0/engagements/referrals?$count=true", await TokenAsync(emulator));

        Assert.Equal(2, page["value"]!.AsArray().Count);
        Assert.Equal(5, page["@odata.count"]!.GetValue<int>());
        Assert.StartsWith(expected, page["@odata.nextLink"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_root_and_origin_verify_an_event_of_the_emulators_process()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync(Fixed);
        string token = await TokenAsync(emulator, "https://api.partnercenter.microsoft.com/.default");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string registration = emulator.Settings["PartnerCenter__WebhookRegistrationEndpoint"];
        string url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";

        await SendAsync(emulator, registration, token, $$"""{ "WebhookUrl": "{{url}}", "WebhookEvents": [ "test-created" ] }""");
        await SendAsync(emulator, registration + "/validationEvents", token, "");
        using TcpClient sender = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(sender.GetStream());
        string? line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line?.StartsWith("X-MS-Certificate-Url: ", StringComparison.Ordinal) == false)
        {
            line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        }

        Uri address = new(line!["X-MS-Certificate-Url: ".Length..]);
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(
            await emulator.Http.GetByteArrayAsync(address, TestContext.Current.CancellationToken));
        using X509Certificate2 root = X509CertificateLoader.LoadCertificate(
            Convert.FromBase64String(emulator.Settings["Webhooks__TrustedRoots__0"]));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        Assert.Equal(emulator.Settings["Webhooks__CertificateHosts__0"], address.GetLeftPart(UriPartial.Authority));
        Assert.True(chain.Build(certificate), string.Join(", ", chain.ChainStatus.Select(status => status.Status)));
    }

    [Fact]
    public async Task The_seed_decides_which_referrals_there_are()
    {
        await using RunningEmulator one = await RunningEmulator.StartAsync([.. Fixed, "--count", "3", "--seed", "-7"]);
        await using RunningEmulator same = await RunningEmulator.StartAsync([.. Fixed, "--count", "3", "--seed", "-7"]);
        await using RunningEmulator other = await RunningEmulator.StartAsync([.. Fixed, "--count", "3"]);

        Assert.Equal(await IdsAsync(one), await IdsAsync(same));
        Assert.NotEqual(await IdsAsync(one), await IdsAsync(other));

        static async Task<string[]> IdsAsync(RunningEmulator emulator) =>
        [
            .. (await GetAsync(emulator, "/v1.0/engagements/referrals", await TokenAsync(emulator)))["value"]!.AsArray()
                .Select(item => item!["id"]!.GetValue<string>()).Order(StringComparer.Ordinal),
        ];
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Ctrl_C_and_SIGTERM_end_it_with_exit_code_0(string signal)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();

        Assert.Equal((0, ""), await emulator.EndAsync(signal));
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence_with_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        ProgramRun run = await ProgramRun.OfAsync(RunningEmulator.Assembly, ["emulate", "--port", $"{port}"]);

        string sentence = $"Port {port} of 127.0.0.1 is in use. Stop the program that uses it, or choose another port with --port.";
        Assert.Equal(new ProgramRun(1, "", sentence + Environment.NewLine), run);
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--prot'.", "emulate", "--prot", "1")]
    [InlineData("--port must be a number from 0 to 65535.", "emulate", "--port", "65536")]
    [InlineData("--port must be a number from 0 to 65535.", "emulate", "--port", "http")]
    [InlineData("--page-size must be a number from 1 to 100000.", "emulate", "--page-size", "0")]
    [InlineData("--count must be a number from 0 to 1000000.", "emulate", "--count", "-1")]
    [InlineData("--tenant-id must be a GUID in the form 00000000-0000-0000-0000-000000000000.", "emulate", "--tenant-id", "contoso")]
    [InlineData("--client-secret must not be blank.", "emulate", "--client-secret", " ")]
    [InlineData("Required command was not provided.")]
    public async Task A_wrong_command_line_is_refused_by_name_with_exit_code_2(string message, params string[] arguments)
    {
        ProgramRun run = await ProgramRun.OfAsync(RunningEmulator.Assembly, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PipelineReport_reads_from_the_emulators_process_by_the_printed_settings_alone()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync("--count", "120", "--page-size", "50");

        ProgramRun report = await ProgramRun.OfAsync("PipelineReport", [], emulator.Settings);

        Assert.Equal((0, ""), (report.ExitCode, report.Errors));
        Assert.StartsWith($"120 referrals, from the emulator at {emulator.Root.Authority}\n", report.Output, StringComparison.Ordinal);
    }

    private static async Task SendAsync(RunningEmulator emulator, string address, string token, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Add("Authorization", $"Bearer {token}");
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<string> TokenAsync(
        RunningEmulator emulator, string scope = "https://api.partner.microsoft.com/.default")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = Client,
            ["client_secret"] = "fixed-secret",
            ["refresh_token"] = "fixed-token",
            ["scope"] = scope,
        });
        using HttpResponseMessage response = await emulator.Http.PostAsync(
            new Uri($"/{Tenant}/oauth2/v2.0/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(text)!["access_token"]!.GetValue<string>();
    }

    private static async Task<JsonObject> GetAsync(RunningEmulator emulator, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Authorization", $"Bearer {token}");
        using HttpResponseMessage response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }
}
