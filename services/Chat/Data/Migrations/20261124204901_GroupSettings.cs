using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerSupport.Chat.Data.Migrations
{
    /// <inheritdoc />
    public partial class GroupSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "facilitators",
                table: "groups");

            migrationBuilder.AddColumn<string>(
                name: "role",
                table: "memberships",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "member");

            migrationBuilder.AddColumn<string>(
                name: "admission",
                table: "groups",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "open");

            migrationBuilder.AddColumn<string>(
                name: "age_band",
                table: "groups",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "18");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "archived_at",
                table: "groups",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "capacity",
                table: "groups",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "care_minutes",
                table: "groups",
                type: "integer",
                nullable: false,
                defaultValue: 240);

            migrationBuilder.AddColumn<long>(
                name: "charter_version",
                table: "groups",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "question",
                table: "groups",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "quiet_from",
                table: "groups",
                type: "time without time zone",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "quiet_to",
                table: "groups",
                type: "time without time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "sampled_for_review",
                table: "groups",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "slow_seconds",
                table: "groups",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "groups",
                type: "character varying(50)",
                maxLength: 50,
                nullable: false,
                defaultValue: "Etc/UTC");

            // What members have agreed to so far is counted by the group's version.
            migrationBuilder.Sql("update groups set charter_version = version");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "role",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "admission",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "age_band",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "capacity",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "care_minutes",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "charter_version",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "question",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "quiet_from",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "quiet_to",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "sampled_for_review",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "slow_seconds",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "groups");

            migrationBuilder.AddColumn<string[]>(
                name: "facilitators",
                table: "groups",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);
        }
    }
}
