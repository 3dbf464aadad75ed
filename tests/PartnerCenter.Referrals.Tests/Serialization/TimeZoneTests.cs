using System.Text.Json;

namespace PartnerCenter.Referrals.Tests.Serialization;

/// <summary>Runs alone, because the time zone belongs to the whole process.</summary>
[CollectionDefinition("Time zone of the process", DisableParallelization = true)]
public sealed class TimeZoneOfTheProcess;

[Collection("Time zone of the process")]
public sealed class TimeZoneTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

    [Theory]
    [InlineData("2024-03-12T09:15:30")]
    [InlineData("2024-03-12 09:15:30")]
    [InlineData("20240312T091530")]
    [InlineData("2024-03-12T09:15:30Z")]
    public void Reads_a_date_as_UTC_whatever_the_time_zone_of_the_machine(string wire)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows takes no time zone from the environment.");
        SetTimeZone("Asia/Tokyo");
        Assert.Equal(TimeSpan.FromHours(9), TimeZoneInfo.Local.BaseUtcOffset);

        Referral read = JsonSerializer.Deserialize($$"""{ "createdDateTime": "{{wire}}" }""", ReferralsJson.Referral)!;

        Assert.Equal(new DateTimeOffset(2024, 3, 12, 9, 15, 30, TimeSpan.Zero), read.CreatedDateTime);
        Assert.Equal("2024-03-12T09:15:30Z", DateTimeOffsetConverter.Text(read.CreatedDateTime!.Value));
    }

    public void Dispose() => SetTimeZone(_before);

    private static void SetTimeZone(string? id)
    {
        Environment.SetEnvironmentVariable("TZ", id);
        TimeZoneInfo.ClearCachedData();
    }
}
