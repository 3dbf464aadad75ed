using System.Collections;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Plants secrets and personal data in every request and response, and searches logs, exceptions and texts for them.
/// </summary>
public sealed class PrivacyTests
{
    private const string Planted = "planted";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> Answers => new()
    {
        { 200, """{ "id": "planted", "name": {} }""" },
        { 200, "planted" },
        { 201, """{ "details": "planted" }""" },
        { 400, """{ "error": { "code": "invalidRequest", "message": "planted@example.com", "target": "mail """
            + """planted@example.com", "innerError": { "code": "planted@example.com", "message": "planted" } } }""" },
        { 401, """{ "code": 900421, "description": "planted", "data": [ "planted" ], "source": "planted" }""" },
        { 403, "<html>planted</html>" },
        { 404, """{ "error": { "code": "itemNotFound", "message": "planted" } }""" },
        { 412, """{ "error": { "code": "preconditionFailed", "message": "planted" } }""" },
        { 429, """{ "error": { "code": "planted with blanks", "message": "planted" } }""" },
        { 503, "planted" },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Nothing_planted_is_found_in_logs_and_exceptions(int status, string body)
    {
        using MockedService service = new();
        List<string> log = [];
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new ListLogger(log)));
        services.AddPartnerCenterReferrals((_, options) =>
        {
            options.Credential = ReferralsCredential.FromTokenProvider(
                (_, _) => new(new ReferralsAccessToken("planted-token", DateTimeOffset.MaxValue)));
            options.MaxAttempts = 1;
        }).ConfigurePrimaryHttpMessageHandler(() => service.Handler);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IReferralsClient client = provider.GetRequiredService<IReferralsClient>();
        Referral draft = Drafts.Minimal with
        {
            Name = "planted-name",
            CustomerProfile =
                Drafts.Minimal.CustomerProfile! with { Team = [new Member { Email = "planted@example.com", PhoneNumber = "planted" }] },
            Details = Drafts.Minimal.Details! with { Notes = "planted-notes" },
        };
        ReferralQuery query = new() { Filter = ReferralFilter.Raw("team/any(t: t/email eq 'planted@example.com')") };

        Func<Task>[] calls =
        [
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation),
            () => client.CreateAsync(draft, cancellationToken: Cancellation),
            () => client.ListAsync(query).ToListAsync(Cancellation).AsTask(),
        ];
        foreach (Func<Task> call in calls)
        {
            service.RespondsWith((HttpStatusCode)status, body, ("X-Custom", "planted"), ("Set-Cookie", "session=planted"));
            ReferralsException failure = await Assert.ThrowsAnyAsync<ReferralsException>(call);
            Assert.DoesNotContain(Planted, Everything(failure), StringComparison.OrdinalIgnoreCase);
        }

        // Proves that the log receives lines at all.
        provider.GetRequiredService<ILogger<PrivacyTests>>().Log(
            LogLevel.Trace, default, "The log is captured.", null, static (state, _) => state);
        Assert.NotEmpty(log);
        Assert.DoesNotContain(log, line => line.Contains(Planted, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Nothing_planted_is_found_in_the_texts_of_what_a_user_holds()
    {
        object[] objects =
        [
            ReferralFilter.Raw("email eq 'planted@example.com'"),
            ReferralFilter.TeamMemberEmail.Contains("planted@example.com") & !(ReferralFilter.CustomerProfileCountry == "planted"),
            ReferralFilter.From($"externalReferenceId eq {"planted"}") | ReferralFilter.CustomerProfileCountry.In("planted", "planted"),
            new ReferralQuery
            {
                Filter = ReferralFilter.Raw("email eq 'planted@example.com'"), Continuation = ReferralContinuation.Parse("$filter=planted")
            },
            ReferralContinuation.Parse("$filter=planted"),
            Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther, "planted-notes"),
            new ReferralsAccessToken("planted-token", DateTimeOffset.MaxValue),
            ReferralsCredential.FromRefreshToken("tenant", "client", "planted-secret", "planted-token"),
            ReferralsCredential.FromRefreshToken(
                "tenant", "client", "planted-secret", new CallbackRefreshTokenStore(_ => new("planted"), (_, _) => default),
                "planted-token"),
            new FileRefreshTokenStore("planted-folder/token"),
            new ReferralsTokenRequest("scope", null, mayPrompt: true, "planted-claims"),
            new ReferralsDeviceCode("planted", new Uri("https://example.com/planted"), "planted", DateTimeOffset.MaxValue),
            new ReferralsClientOptions { Credential = ReferralsCredential.FromClientSecret("tenant", "client", "planted-secret") },
        ];

        Assert.All(objects, one => Assert.DoesNotContain(Planted, one.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Prints an exception like a logger that reads all its properties.</summary>
    private static string Everything(Exception exception)
    {
        StringBuilder text = new(exception.ToString());
        for (Exception? at = exception; at is not null; at = at.InnerException)
        {
            foreach (System.Reflection.PropertyInfo property in at.GetType().GetProperties().Where(
                property => property.GetIndexParameters().Length == 0))
            {
                object? value = property.GetValue(at);
                text.Append(
                    property.Name).Append('=').AppendJoin(
                        ',', value is IEnumerable many and not string ? many.Cast<object?>() : [value]).AppendLine();
            }
        }

        return text.ToString();
    }

    private sealed class ListLogger(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Add(state);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Add(state);
            lock (lines)
            {
                lines.Add(formatter(state, exception) + exception);
            }
        }

        public void Dispose()
        {
        }

        private void Add<TState>(TState state)
        {
            lock (lines)
            {
                // A structured log stores the values even if the line does not show them.
                lines.Add(state is IEnumerable<KeyValuePair<string, object?>> pairs
                    ? string.Join(
                        ';',
                        pairs.Select(
                            pair => $"{pair.Key}={(pair.Value is IEnumerable<string> many ? string.Join(',', many) : pair.Value)}"))
                    : $"{state}");
            }
        }
    }
}
