# One kiosk in Redmine 5: its user, where it files, and its key, which is printed.
# KIOSK=K7 PROJECTS=general,it-service RAILS_ENV=production rails runner /path/to/redmine-kiosk.rb
# PROJECTS are identifiers, as they stand in addresses. It may be run again with further ones.

code = ENV['KIOSK'] or abort 'Name the kiosk: KIOSK=K7'
projects = ENV.fetch('PROJECTS', '').split(',').map { |identifier| Project.find(identifier.strip) }
abort 'Name the projects: PROJECTS=general,it-service' if projects.empty?

user = User.find_or_initialize_by(login: "kiosk-#{code}")
if user.new_record?
  user.assign_attributes(
    firstname: 'Kiosk', lastname: code, mail: "kiosk-#{code}@kiosk.invalid", language: Setting.default_language
  )
  user.random_password
  user.mail_notification = 'none'
  user.save!
end
role = Role.find_by!(name: 'Kiosk')
projects.each do |project|
  member = Member.find_or_initialize_by(user_id: user.id, project_id: project.id)
  member.role_ids |= [role.id]
  member.save!
  IssueCustomField.where(name: %w[KioskUUID KioskReference KioskCode]).each { |field| field.projects |= [project] }
end
puts "Key of kiosk #{code}: #{user.api_key}"
